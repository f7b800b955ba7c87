"""Word lists of the burden checks: data, kept apart from the rules that read them."""

TRACES_ZH = (
    "打卡", "签到", "签退", "积分", "里程", "在线时长", "在线时间", "截图", "截屏", "晒图", "步数", "轨迹",
    "刷脸", "定位上报", "点赞", "转发量", "学习时长", "拍照留痕", "工作留痕",
)  # fmt: skip
"""What records the doer's movements or diligence instead of the result."""

TRACES_EN = (
    "check_in", "checkin", "check_out", "clock_in", "punch_in", "sign_in", "points_earned", "credit_points",
    "loyalty_points", "points", "mileage", "online_time", "online_hours", "online_duration", "screenshot",
    "screenshots", "step_count", "steps_walked", "gps_track", "trajectory", "selfie", "likes",
)  # fmt: skip
"""The same as words of an id, joined by underscores."""

NOT_TRACES_ZH = ("里程碑", "公路里程", "通车里程", "铁路里程")
"""Longer words that contain one of the above and mean something else."""

PERSONAL_ZH = (
    "身份证", "手机号", "手机号码", "联系电话", "家庭住址", "家庭地址", "出生日期", "银行卡", "银行账号", "民族",
    "病历", "户籍地址", "残疾证", "学历",
)  # fmt: skip
"""What is about a natural person whatever the register."""

GENERAL_ZH = ("备注", "附注", "说明", "日期", "序号")
"""Titles that say nothing about what is held, so that two registers may have them."""
