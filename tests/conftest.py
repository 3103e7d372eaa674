"""What holds for every test: nothing is written into the data folder of whoever runs them."""

import os

# the processes that tests start inherit it
os.environ["ROTHDESK_STORE_URL"] = "none"
