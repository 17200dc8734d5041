"""The painter `sdxl`: Stable Diffusion XL with its refiner."""
