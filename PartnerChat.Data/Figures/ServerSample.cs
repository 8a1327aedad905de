using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PartnerChat.Data.Figures;

/// <summary>How a node did in a quarter of an hour. Numbers only, of nobody in particular. Kept for 28 days.</summary>
public sealed class ServerSample
{
    /// <summary>When the quarter began.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>A run of a node.</summary>
    public Guid Node { get; init; }

    /// <summary>When it last said how it does.</summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>Browsers' live lines then.</summary>
    public int Circuits { get; init; }

    /// <summary>The most at once in this quarter.</summary>
    public int CircuitsPeak { get; init; }

    /// <summary>Apps' open sockets then.</summary>
    public int Sockets { get; init; }

    public int SocketsPeak { get; init; }

    /// <summary>How many messages reached a recipient's session in how long: counts by <see cref="LatencyScale"/>, without the empty end.</summary>
    public int[] Deliveries { get; init; } = [];

    /// <summary>The size of the database; 0 where it was not asked.</summary>
    public long DatabaseBytes { get; init; }
}

internal sealed class ServerSampleMapping : IEntityTypeConfiguration<ServerSample>
{
    public void Configure(EntityTypeBuilder<ServerSample> builder)
    {
        builder.ToTable("server_samples");
        builder.HasKey(s => new { s.At, s.Node });
    }
}
