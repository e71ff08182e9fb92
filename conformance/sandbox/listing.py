"""Finding code by listing a folder: resources, defects and variants are there because their file is."""

import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import TypeVar

Kind = TypeVar("Kind")


def classes_in(package: ModuleType, base: type[Kind]) -> list[type[Kind]]:
    """The public subclasses of `base` defined in the modules of a package, by module, then as written."""
    found: list[type[Kind]] = []
    for module_info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{package.__name__}.{module_info.name}")
        found += [
            member
            for name, member in vars(module).items()
            if inspect.isclass(member)
            and issubclass(member, base)
            and member.__module__ == module.__name__
            and not name.startswith("_")
        ]
    return found
