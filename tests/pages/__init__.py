"""Every page of the sample city, walked through along its links in each role, without a browser."""
