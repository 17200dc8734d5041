"""The embedded studio: components that make true films with no key, no GPU and no network.

They are found through entry points, like any third party's, and import only what one may: the
author of a plugin can read them as examples.
"""
