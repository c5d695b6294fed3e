"""A model behind an OpenAI-compatible server: vLLM, SGLang, llama.cpp, Ollama, or a hosted one."""

from __future__ import annotations

from assay.models.endpoint.endpoint import Endpoint as Endpoint
from assay.models.endpoint.settings import EndpointSettings as EndpointSettings
