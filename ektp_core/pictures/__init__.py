"""What pictures look like: one house style, and a value for each picture that draws itself in the child (`ektp_core/drawing`).

The values are made where the questions are answered, so that nothing here may load matplotlib before something is drawn.
"""

from ektp_core.pictures.frame import Frame, Undated

__all__ = ["Frame", "Undated"]
