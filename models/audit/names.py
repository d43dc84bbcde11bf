"""Names and places that a writer of text likes to make up. Words that also mean something else are left out."""

from __future__ import annotations

_ALWAYS_CAPITAL = """
i i'm i've i'd i'll ok
"""
ALWAYS_CAPITAL = frozenset(_ALWAYS_CAPITAL.split())
"""Capitals that name nobody."""

_NAMES = """
aaron adam aisha alex alice amanda amy andrea andrew angela anna anthony ashley barbara ben benjamin betty
brandon brenda brian carol caroline catherine charlie charlotte chloe chris christina christopher cynthia daniel
dave david deborah debra dennis diana donald donna dorothy edward elena elijah elizabeth ella emily emma eric
ethan eugene evelyn frank gary george gloria greg gregory hannah harry heather helen henry isabella jacob jake
james jamie janet jason jeff jeffrey jennifer jeremy jerry jessica jim joan joe john johnny jonathan jordan jose
joseph joshua joyce juan judith julia julie justin karen kate katherine kathleen kelly kenneth kevin kim
kimberly kyle larry laura lauren leo liam linda lisa logan lucas lucy luke margaret maria marie mary mateo matt
matthew megan melissa mia michael michelle mike mohammed muhammad nancy natalie nathan nicholas nicole noah
olivia oliver pamela patricia paul peter rachel ralph raymond rebecca richard robert roger ronald ruth ryan sam
samantha samuel sandra sara sarah scott sean sharon shirley sofia sophia sophie stephanie stephen steve steven
susan teresa thomas tim timothy tina tom tyler victoria vincent virginia walter wayne william zachary zoe
america american australia austin berlin boston brazil britain california canada chicago china dallas denver
dublin england europe florida france germany houston india indiana ireland italy japan london manchester
melbourne mexico miami michigan minnesota montreal netherlands nevada ohio oregon ottawa paris pennsylvania
philadelphia portland scotland seattle spain sydney texas toronto vancouver wales washington york zealand
betterhelp talkspace headspace google facebook instagram tiktok youtube twitter netflix amazon nami alanon
cbt dbt emdr
"""
NAMES = frozenset(_NAMES.split())
