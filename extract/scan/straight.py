"""The plane map between the picture that is read and the page as the PDF shows it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.geometry import BBox

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Transform:
    """A projective map of points (x, y) in PDF points: the nine numbers of its matrix, row by row."""

    matrix: tuple[float, ...] = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)

    @classmethod
    def of(cls, matrix: Matrix) -> Transform:
        """The map that a 3 x 3 matrix describes."""
        return cls(tuple(float(n) for n in (matrix / matrix[2, 2]).reshape(-1)))

    def box(self, box: BBox) -> BBox:
        """The smallest upright box around the mapped box, to a hundredth of a point."""
        corners = np.array([[box.x0, box.top], [box.x1, box.top], [box.x1, box.bottom], [box.x0, box.bottom]])
        x, y, w = np.array(self.matrix).reshape(3, 3) @ np.vstack([corners.T, np.ones(4)])
        x, y = (x / w).round(2), (y / w).round(2)
        return BBox(float(x.min()), float(y.min()), float(x.max()), float(y.max()))
