"""Files of figures and targets: read line by line, recorded all or not at all."""

from goals.imports.figures import FigureFile, import_figures
from goals.imports.targets import TargetFile, import_targets

__all__ = ["FigureFile", "TargetFile", "import_figures", "import_targets"]
