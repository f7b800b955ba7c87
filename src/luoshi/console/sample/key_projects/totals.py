"""What the key projects add up to: the published figures, each with its row. Amounts in 万元, areas in 亩."""

from datetime import date

YEAR = 2022
LISTED_ON, JULY, OCTOBER = date(2022, 1, 10), date(2022, 7, 5), date(2022, 10, 31)
PLANNED, MOVED_OUT, RESERVES = 540, 7, 12  # R014: 547 in July; reserves are ours
TOTAL, YEAR_AMOUNT = 16_600_000, 5_180_000  # R014
STARTED, PERMITTED = 539, 519  # R015, R017: 20 started without every permit
MAJOR, MAJOR_TOTAL, MAJOR_YEAR = 190, 12_150_000, 3_200_000  # R016
EXPECTED_BY_OCTOBER = 2_960_000  # R016: a forecast, of which October itself had not happened
LEGS = ((date(2022, 10, 31), date(2022, 11, 2)), (date(2022, 11, 9), date(2022, 11, 11)))  # R011
LAND, LAND_DAYS, LAND_PACE = 5_000_000, (date(2022, 1, 1), date(2022, 12, 1)), 10_000  # R048: 335 days
MINES, CAPACITY = 11, 1_985  # R053: 近2000万吨
PILOTS = (("planting", 83), ("herding", 12), ("production", 43))  # R054
TOWNSHIP_PROJECTS, GRANTED = 11, 5_230  # R099: 5000余万元
PARCELS, PARCEL_AREA = 115, 19_000  # R103
