"""An edition as a Word report: a template is made anonymous and filled in."""
