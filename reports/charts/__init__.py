"""Pictures of the report as SVG: the same in HTML, PDF and print. Colours of Okabe & Ito (2008): everybody sees them.

Every picture is `WIDTH` units wide, so that its text is legible on a phone; labels break into lines and are never cut.
"""
