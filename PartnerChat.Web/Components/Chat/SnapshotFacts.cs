using System.Text.Json.Serialization;
using PartnerChat.Data.Conversations;

namespace PartnerChat.Web.Components.Chat;

/// <summary>What the two let each other see, and what they were told of it, in a snapshot.</summary>
public sealed record SnapshotFacts(ConversationFacts Shared, IReadOnlyList<NoticeRecord> Notices)
{
    /// <summary>The most that the notices may take of the room of a snapshot, in bytes.</summary>
    private const int Budget = 12_000;

    /// <summary>What the notices take once written as JSON, in bytes.</summary>
    [JsonIgnore]
    public int Weight => Notices.Sum(WeightOf);

    /// <summary>
    /// The same with no more notices than fit, the newest. Where one is left out, the number of the facts is the one before it: whoever goes on from there is told it
    /// as what they missed.
    /// </summary>
    public SnapshotFacts Fit()
    {
        var budget = Budget;
        var fitting = Notices.OrderByDescending(n => n.At).TakeWhile(n => (budget -= WeightOf(n)) > 0).ToHashSet();
        if (fitting.Count == Notices.Count) return this;
        var missed = Notices.Where(n => !fitting.Contains(n)).Min(n => n.Seq);
        return new SnapshotFacts(Shared with { Seq = Math.Min(Shared.Seq, missed - 1) }, [.. Notices.Where(fitting.Contains)]);
    }

    /// <summary>The same without those before that time.</summary>
    public SnapshotFacts From(DateTimeOffset? first) => first is null ? this : this with { Notices = [.. Notices.Where(n => n.At >= first)] };

    // What is no text takes some two hundred, and a look a hundred more.
    private static int WeightOf(NoticeRecord notice) =>
        200 + (notice.Look is { } look ? 100 + ChatSnapshot.Weight(look.Name) + ChatSnapshot.Weight(look.Reason) + (8 * look.Pages.Count) : 0);
}
