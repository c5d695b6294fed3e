"""How each fault is planted: one function a finding, in the module of its family."""
