using System.Text.Json;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Data.Conversations;

/// <summary>An emoji that a partner put on a message, and when.</summary>
public sealed record Reaction(string Emoji, DateTimeOffset At);

/// <summary>What is on a message: one emoji at most of each partner. A message without any has none of this.</summary>
public sealed record MessageReactions(Reaction? OfA, Reaction? OfB)
{
    /// <summary>That partner's.</summary>
    public Reaction? Of(PartnerSide side) => side == PartnerSide.A ? OfA : OfB;

    internal static MessageReactions? From(string? json)
    {
        if (json is null) return null;
        var found = new MessageReactions(null, null);
        foreach (var row in JsonElement.Parse(json).EnumerateArray())
        {
            var reaction = new Reaction(row.GetProperty("emoji").GetString()!, row.GetProperty("at").GetDateTimeOffset().ToUniversalTime());
            found = row.GetProperty("partner_id").GetString() == PartnerSides.A ? found with { OfA = reaction } : found with { OfB = reaction };
        }

        return found;
    }
}
