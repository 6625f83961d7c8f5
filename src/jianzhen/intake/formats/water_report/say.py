"""What is said of each fault: what was expected, and what to do."""

from __future__ import annotations

from jianzhen.words import Words

_LOOK = Words("请打开该单元格对照原件", "open the cell and compare it with the original")
_COMPLETE = Words("请补全后重新导入", "complete it and convert again")

NO_REPORT_NUMBER = (
    Words(
        "形如 (10)字(2026)第(0001)号 的报告编号，或“报告编号”标签",
        "a report number such as (10)字(2026)第(0001)号, or a label 报告编号",
    ),
    Words("没有编号的报告无法导入；请补全报告编号", "a report without a number is not converted; complete it"),
)  # fmt: skip
NO_LAB = (
    Words("检测机构名称", "the name of the laboratory"),
    Words("请用 --lab-id 给出机构的统一社会信用代码", "give the laboratory's credit code by --lab-id"),
)
LAB_ASSUMED = (
    Words("表内写明的检测机构", "the laboratory, named in the sheet"),
    Words(
        "表内未写，取本批文件中唯一的机构；不对时请用 --lab-id",
        "not named: taken as the only one of this delivery; else give --lab-id",
    ),
)
REPORT_KIND = (
    Words("样品来源：委托采样、送检等", "the source of the sample, such as 委托采样 or 送检"),
    Words("请在 reports.csv 的 kind 列补填报告种类", "fill in the column kind of reports.csv"),
)
BAD_DATE = (
    Words("日期，如 2026.01.05 或 2026.01.05~01.16", "a date such as 2026.01.05 or 2026.01.05~01.16"),
    _LOOK,
)
NO_ISSUE_DATE = (Words("签发日期或报告编制日期", "a date of issue or of compiling"), _COMPLETE)
STAND_IN = (
    Words("签发日期", "a date of issue"),
    Words(
        "未印签发日期，以编制日期代替；有签发记录的请更正 issued_at",
        "none is printed: the date of compiling stands in; correct issued_at if you know it",
    ),
)  # fmt: skip
NO_SAMPLE_NUMBER = (Words("样品编号", "a sample number"), _COMPLETE)
UNREADABLE = (
    Words("可以直接读出的值", "a value that can be read"),
    Words(
        "单元格是错误值、无结果的公式或未知格式；请在原件中改为值",
        "an error, a formula without a result or an unknown format; replace it by its value",
    ),
)  # fmt: skip
UNREAD_LINE = (
    Words("项目和检测结果都有的一行", "a line with both an item and a result"),
    Words("该行未导入；请对照原件补全", "the line is not converted; complete it from the original"),
)
UNKNOWN_SAMPLE = (
    Words("样品信息页上的样品编号", "a sample number of an information page"),
    Words("结果已保留；请核对样品编号", "the result is kept; check the sample number"),
)
LINE_NUMBERS = (
    Words("不重复的序号", "line numbers without repeats"),
    Words(
        "已按出现顺序重新编号；请核对是否缺页、重页",
        "lines are numbered as they come; check for missing or repeated pages",
    ),
)
NOT_STATED_HERE = (
    Words("表内写明方法和单位", "method and unit, stated in the sheet"),
    Words("已填“未注明”；知道的请更正", "未注明 stands in; correct it if you know better"),
)
HIDDEN = (
    Words("看得见的行", "a visible row"),
    Words(
        "该行在原件中被隐藏，已照常导入；请核实",
        "the row is hidden in the sheet and was converted all the same; look into it",
    ),
)
ROUNDED = (
    Words("显示值与存储值一致", "the number shown to be the number stored"),
    Words("value_text 取显示值，value 取存储值", "value_text holds what is shown, value what is stored"),
)
SAID_AGAIN = (
    Words("同一份报告各页说法一致", "the pages of a report to agree"),
    Words("以先出现的为准；请核对", "the first one is used; check both"),
)
NUMBER_DIFFERS = (
    Words("各页报告编号一致", "the same report number on every page"),
    Words("以首页为准；请核对是否混页", "the first page counts; check for pages of another report"),
)
PAGE_COUNT = (
    Words("页数与“共几页”一致", "as many sheets as the pages say"),
    Words("请核对是否缺页", "check for a missing page"),
)
UNREAD_CELL = (
    Words("已知的标签、表头或说明", "a known label, heading or note"),
    Words("内容已存入 intake-unplaced.csv，未进入数据表", "kept in intake-unplaced.csv, not in a table"),
)
LIMIT_STANDARD = (
    Words("限值标准与产品标准一致", "limits of the standard the report names"),
    Words("请核对限值出自哪个标准", "check which standard the limits come from"),
)
UNKNOWN_SHEET = (
    Words(
        "报告页、样品登记表、原始记录表、完成情况表或方法表",
        "a report page, a register, raw results, completion or methods",
    ),
    Words("整张表未导入；请确认文件种类", "the sheet is not converted; check what it is"),
)
UNKNOWN_BOOK = (
    Words("水质检测报告或原始记录工作簿", "a workbook of water test reports or raw records"),
    Words("该文件未导入；请确认格式", "the file is not converted; check its format"),
)
NO_COLUMN_SAMPLE = (
    Words("样品编号", "a sample number in the heading"),
    Words("该值未导入；请补上样品编号", "the value is not converted; add the sample number"),
)
BLANK_KIND = (
    Words("写明种类的空白，如全程序空白、实验室空白", "a blank of a stated kind, such as 全程序空白"),
    Words("结果已保留在 results.csv，未进入 qc_results.csv", "kept in results.csv, not in qc_results.csv"),
)
OTHER_VALUE = (
    Words("同一样品同一项目只有一个值", "one value for one item of one sample"),
    Words(
        "两个值都已保留（平行号不同）；请核对哪个是原始记录", "both are kept as replicates; check which is the original"
    ),
)
COMPLETION = (
    Words("完成情况表的已检项目数与读出的结果数一致", "as many results as the completion sheet says"),
    Words("请核对原始记录是否缺项", "check the raw record for missing items"),
)
NO_METHOD = (
    Words("方法标准", "a method standard"),
    Words("该项目未进入 methods.csv", "the item is not in methods.csv"),
)
