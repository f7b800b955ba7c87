"""What the sample city has to add up to: the published figures, each with the row of the documents it comes from.

Amounts are in 万元 (10,000 yuan).
"""

from datetime import date

SIGNED_2022, AMOUNT_2022 = 568, 18_614_400  # R080
SIGNED_2021, AMOUNT_2021 = 219, 7_450_000  # R080: 219 follows from +159.4 %; the amount is ours
FILED, STARTED, COMPLETED, PRODUCING = 382, 349, 156, 148  # R082
PAID_2022, PAID_2021 = 2_980_000, 1_602_151  # R081: 298亿; the year before follows from +86 %
SPRING_PROJECTS, SPRING_AMOUNT, SPRING_DAY = 31, 5_919_500, date(2022, 4, 27)  # R008
TEAMS, MEMBERS = 384, 1_306  # R079: 384 teams, 1300余人
CONTACTS, RESERVED = 3_502, 254  # R013: 3500多家, 254
TRIPS = 15  # R094
INSTITUTES, WANTED_EACH, SETTLED = 47, 3, 25  # R141
STOCK = {"approvals": (128, 97), "land": (96, 58), "funds": (45, 40), "half_built": (71, 43), "zones": (9, 9)}
"""R006: of each list how many were on it and how many of them are struck off; only the 71 are published."""
INSPECTION_DAYS = (date(2022, 5, 9), date(2022, 5, 11), date(2022, 5, 16), date(2022, 5, 17))  # R009: 3 + 2 days
FINDINGS_EACH = 3  # R010: the number of findings is ours
