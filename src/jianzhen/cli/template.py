"""``jianzhen template``: a workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from jianzhen.contract import TABLES, FactTable
from jianzhen.intake.read.names import nearest_table, table_named
from jianzhen.intake.template import write_template


@click.command(
    help="生成填报模板：每张表一页，带说明、单位、下拉选项和示例行。\n\n"
    "Write a workbook to fill in: a sheet per table with notes, units, drop-downs and an example row."
)
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT.xlsx")
@click.option("--table", "names", multiple=True, metavar="T", help="只要这些表（中文或英文名）/ only these tables")
@click.option("--force", is_flag=True, help="覆盖已有文件 / replace an existing file")
def command(out: Path, names: tuple[str, ...], force: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Write the template."""
    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(f"文件名应以 .xlsx 结尾 / the name must end in .xlsx: {out}")
    if out.exists() and not force:
        raise click.UsageError(f"文件已存在，其中可能有填好的数据；加 --force 覆盖 / exists, use --force: {out}")
    if not out.parent.is_dir():
        raise click.UsageError(f"文件夹不存在 / no such folder: {out.parent}")
    chosen = {table.name for table in map(_table, names)} or set(TABLES)
    tables = [table for table in TABLES.values() if table.name in chosen]
    try:
        write_template(out, tables)
    except OSError as error:
        raise click.UsageError(f"无法写入 / cannot write: {error}") from None
    click.echo(f"已写入 {len(tables)} 张表 / {len(tables)} tables: {out}")


def _table(name: str) -> FactTable:
    table = table_named(name)
    if table is None:
        near = nearest_table(name)
        hint = f"；最接近的是 / nearest: {near}" if near else ""
        raise click.UsageError(f"没有这张表 / no such table: {name}{hint}")
    return table
