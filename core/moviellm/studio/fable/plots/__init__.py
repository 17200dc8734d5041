"""The plots of fable: each is a small story that asks for scenes one by one and tells them."""
