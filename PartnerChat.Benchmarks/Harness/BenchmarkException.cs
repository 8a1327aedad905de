namespace PartnerChat.Benchmarks.Harness;

/// <summary>There is no figure, and why.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
