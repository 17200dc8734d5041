"""Print the slowest tests of JUnit reports: ``python .ci/slowest.py plain.xml slow.xml``."""

import sys
from xml.etree import ElementTree

seconds = {}
for file in sys.argv[1:]:
    for test in ElementTree.parse(file).iter("testcase"):
        seconds[f"{test.get('classname')}::{test.get('name')}"] = float(test.get("time"))
for name in sorted(seconds, key=lambda name: -seconds[name])[:20]:
    print(f"{seconds[name]:7.1f} s  {name}")
print(f"{sum(seconds.values()):7.0f} s  all {len(seconds)} tests")
