using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Messaging;

/// <summary>A user in their conversation: the proof, made by <see cref="ChatService"/> alone, that they may be there.</summary>
public sealed class Participant
{
    internal Participant(Membership membership)
    {
        UserId = membership.UserId;
        RelationshipId = membership.RelationshipId;
        ConversationId = membership.ConversationId;
        Side = membership.Side;
        Facts = membership.Facts;
    }

    public Guid UserId { get; }

    public Guid RelationshipId { get; }

    public Guid ConversationId { get; }

    public PartnerSide Side { get; }

    /// <summary>What the two let each other see, as it was when they came; <see cref="SharedFacts.Of"/> knows what it is by now.</summary>
    internal ConversationFacts Facts { get; }
}
