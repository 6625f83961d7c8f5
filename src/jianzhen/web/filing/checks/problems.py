"""What can be wrong with a submission although its data are in order."""

from __future__ import annotations

from jianzhen.intake.problem import Problem
from jianzhen.words import Words

FORMULA = Problem(
    "cell.formula",
    Words("填好的值，不是公式", "a value, not a formula"),
    Words("复制后“选择性粘贴为数值”，再上传", "copy and paste as values, then upload again"),
)
NOT_YOURS = Problem(
    "owner.other",
    Words("本单位的统一社会信用代码", "the code of your own institution"),
    Words(
        "只能报送本单位的数据；删去他人的行，或更正代码",
        "hand in your own data only: remove the row or correct the code",
    ),
)
TAKEN = Problem(
    "owner.taken",
    Words("尚未被其他单位使用的编号", "a number that no other institution uses"),
    Words(
        "该编号在平台上属于其他单位；请在编号前加本单位的标识后重报",
        "the number belongs to another institution; put a mark of your own before it",
    ),
)
NO_PARENT = Problem(
    "owner.unknown",
    Words(
        "属于本单位、已报送或随本次报送的上级记录",
        "a record of your own that it belongs to, handed in before or with it",
    ),
    Words("把所属的记录（如采样记录、仪器、设备）一并报送", "hand in the record that it belongs to as well"),
)
CHANGED = Problem(
    "row.changed",
    Words("与此前已接收的内容一致", "the same as what was accepted before"),
    Words(
        "此编号已报送且内容不同；如需更正，请在原报送页面点“更正”并写明理由",
        "it was handed in with other content; to correct it, open that submission, choose Correct and give a reason",
    ),
)
NO_TABLE_OF_YOURS = Problem(
    "table.not_taken",
    Words("本类单位应报送的表", "a table that your kind of party hands in"),
    Words("删去此表；模板中列有应报送的表", "remove the table; the template has those to be handed in"),
)
FORGED_SOURCE = Problem(
    "column.source",
    Words("不含来源列（来源文件、来源行）", "no columns for the source"),
    Words("删去“来源文件”“来源行”两列；来源由平台记录", "remove both columns; the platform records the source itself"),
)
NO_ROWS = Problem(
    "data.no_rows",
    Words("至少一行数据", "at least one row"),
    Words("把数据填入模板对应的表后再上传", "fill the rows in and upload again"),
)
