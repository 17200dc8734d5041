"""Films as datasets that Megatron Energon has prepared."""
