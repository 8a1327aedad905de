namespace PartnerChat.Benchmarks.Harness;

/// <summary>One question that is measured by itself.</summary>
internal interface IBenchmarkPart
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>What it tells, in a line.</summary>
    string About { get; }

    /// <summary>How long it takes as it stands, on two cores.</summary>
    string Takes { get; }

    /// <exception cref="BenchmarkException">What was measured is no figure: a message was lost or doubled, or the server is not as it has to be.</exception>
    Task RunAsync(Bench bench, CancellationToken ct);
}
