"""The policy of a run: thresholds and rules, one TOML file that an officer can review and sign, hashed with each run.

::

    name = "customer base, daily"
    threshold = 74              # 0-100; hits below it are not reported
    weak_aliases_alert = false  # whether a hit on a weak alias alone counts as an alert (OFAC FAQ 122-125)
    birth_date_conflict = "grade"   # or "no alert", "no alert even for an equal name"
    measures = ["asset freeze"]     # only these raise alerts; all do if absent
    near_misses = 0             # points under the line that are reported as no alert
    decisions = "bank.decisions"    # earlier decisions, relative to this file (screening.decisions)
    four_eyes = true            # good-guy entries count only with a second approver
    links = "links.csv"         # designations that are one party (screening.cases)
    places = "payments"         # or "never": where places under an embargo are looked for
    strict = true               # then author, date, rationale, and a why on every rule are required
    author = "J. Doe"
    date = 2026-11-20
    rationale = "As approved in the minutes of 18 November."

    [[threshold_rule]]          # the first rule that fits a listed name decides
    list = "us_ofac_sdn"        # any of list, kind, quality
    quality = "weak"
    threshold = 90
    why = "Weak aliases of this list are short."

    [columns]                   # headers of the customers' file that speak for themselves to nobody else
    "Kd-Bez." = "name"

A threshold given as a parameter or on the command line replaces all thresholds of the policy.
"""

from screening.policy._measures import check as check_measures
from screening.policy._measures import is_under
from screening.policy._reading import LARGEST, read_policy
from screening.policy._values import (
    BIRTH_DATE_GRADE,
    BIRTH_DATE_NO_ALERT,
    BIRTH_DATE_NO_ALERT_EVER,
    BIRTH_DATE_RULES,
    DEFAULT_THRESHOLD,
    HIGHEST_THRESHOLD,
    LOWEST_THRESHOLD,
    NEVER,
    OPTION,
    PAYMENTS,
    PLACES_RULES,
    Policy,
    Setting,
    ThresholdRule,
    check_near_misses,
    check_threshold,
    said,
)

__all__ = [
    "BIRTH_DATE_GRADE",
    "BIRTH_DATE_NO_ALERT",
    "BIRTH_DATE_NO_ALERT_EVER",
    "BIRTH_DATE_RULES",
    "DEFAULT_THRESHOLD",
    "HIGHEST_THRESHOLD",
    "LARGEST",
    "LOWEST_THRESHOLD",
    "NEVER",
    "OPTION",
    "PAYMENTS",
    "PLACES_RULES",
    "Policy",
    "Setting",
    "ThresholdRule",
    "check_measures",
    "check_near_misses",
    "check_threshold",
    "is_under",
    "read_policy",
    "said",
]
