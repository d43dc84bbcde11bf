"""The report of a run: one HTML page that opens from disk, with nothing on it from anywhere else.

`told` gathers what is known of a run or an adapter, each further module makes sections of it, `writing` makes the page.
Whatever is missing says why. Figures and names of measures are ours; texts are people's, and are only ever text.
"""
