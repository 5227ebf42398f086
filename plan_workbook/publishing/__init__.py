"""What may leave the house: an edition of the plan, as a workbook, a Word report, a web page or a PDF."""

from plan_workbook.publishing.edition import Edition, edition_of
from plan_workbook.publishing.format import Format, file_name
from plan_workbook.publishing.publish import published

__all__ = ["Edition", "Format", "edition_of", "file_name", "published"]
