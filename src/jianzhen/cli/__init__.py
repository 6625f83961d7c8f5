"""The command line: one file per verb, each defining one click command named ``command``."""

from __future__ import annotations

import importlib
import pkgutil

import click

from jianzhen import __version__


class Verbs(click.Group):
    """Finds the verbs in this folder and imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every verb, in alphabetical order."""
        del ctx
        return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the file of one verb."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(f"{__name__}.{cmd_name}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"jianzhen.cli.{cmd_name} does not define a click command named 'command'")
        return command


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="jianzhen")
def main() -> None:
    """鉴真：发现、证明并处置造假的生态环境监测数据。

    Jianzhen: find, prove and act on falsified environmental-monitoring data.
    """
