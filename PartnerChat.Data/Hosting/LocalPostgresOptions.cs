namespace PartnerChat.Data.Hosting;

/// <summary>What a local PostgreSQL is to be: where its data lies, whose programs it runs.</summary>
public sealed record LocalPostgresOptions
{
    /// <summary>Where cluster, log, password and locks go. Made if absent; kept when the server stops.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The folder of <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c>; null looks for one.</summary>
    public string? BinFolder { get; init; }

    /// <summary>Settings of the server beyond ours, as in postgresql.conf (<c>fsync</c> = <c>off</c>). Heeded by whoever starts it, not when attaching.</summary>
    public IReadOnlyDictionary<string, string> ServerSettings { get; init; } = new Dictionary<string, string>();

    internal bool IsThrowAway => ServerSettings.TryGetValue("fsync", out var fsync) && fsync == "off";
}
