using System.Globalization;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Api.Contracts;

namespace PartnerChat.Web.Api.Realtime;

/// <summary>What a handshake asks for.</summary>
/// <param name="After">The cursor to catch up from; null to start live.</param>
internal sealed record HandshakeQuery(Guid ConversationId, PartnerSide Side, long? After)
{
    /// <summary>The query, or what is wrong with it, by parameter.</summary>
    public static (HandshakeQuery? Query, IReadOnlyDictionary<string, string[]> Errors) Parse(string? conversationId, string? partnerId, string? after)
    {
        var errors = new Dictionary<string, string[]>();
        long? cursor = null;
        if (!Guid.TryParse(conversationId, out var id)) errors["conversation_id"] = [Words.Unreadable];
        if (partnerId is not (PartnerSides.A or PartnerSides.B)) errors["partner_id"] = [Words.Side];
        if (long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) cursor = number;
        else if (after is not null) errors["after"] = [Words.Cursor];
        return (errors.Count == 0 ? new HandshakeQuery(id, PartnerSides.Parse(partnerId!), cursor) : null, errors);
    }
}
