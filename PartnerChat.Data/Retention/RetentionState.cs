using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PartnerChat.Data.Retention;

/// <summary>How long things are kept, where that can be chosen, and how the deletion job went last. One row, or none before the first run.</summary>
public sealed class RetentionState
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>How many days what a sign-in left behind is kept after it ended or was last used.</summary>
    public int SessionDays { get; set; } = RetentionRecord.MostSessionDays;

    public DateTimeOffset? LastStartedAt { get; set; }

    public DateTimeOffset? LastFinishedAt { get; set; }

    /// <summary>How many conversations the last run deleted.</summary>
    public int LastDeleted { get; set; }

    /// <summary>How many it could not delete, and tries again.</summary>
    public int LastFailed { get; set; }

    /// <summary>What kind of fault it met last: a name, never a text.</summary>
    public string? LastFault { get; set; }
}

internal sealed class RetentionStateMapping : IEntityTypeConfiguration<RetentionState>
{
    public void Configure(EntityTypeBuilder<RetentionState> builder)
    {
        builder.ToTable("retention_state", t =>
        {
            t.HasCheckConstraint("ck_retention_state_one", "id = 1");
            t.HasCheckConstraint("ck_retention_state_session_days", $"session_days BETWEEN {RetentionRecord.LeastSessionDays} AND {RetentionRecord.MostSessionDays}");
        });
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.SessionDays).HasDefaultValue(RetentionRecord.MostSessionDays);
        builder.Property(s => s.LastDeleted).HasDefaultValue(0);
        builder.Property(s => s.LastFailed).HasDefaultValue(0);
        builder.Property(s => s.LastFault).HasMaxLength(100);
    }
}
