using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Messaging;

/// <summary>How two people come together: one starts and invites, the other accepts; and how they part.</summary>
public sealed class RelationshipService(RelationshipStore store, ConversationStore conversations, ConversationEventBus bus, SharedFacts facts, TimeProvider time)
{
    /// <summary>How long an invitation is good.</summary>
    public static readonly TimeSpan InvitationLasts = TimeSpan.FromDays(7);

    /// <summary>Starts a relationship with the user as partner A, and makes the invitation into it.</summary>
    public async Task<RelationshipResult<StartedRelationship>> CreateAsync(Guid userId, string? displayName, CancellationToken ct)
    {
        if (!DisplayName.TryParse(displayName, out var name, out var fault)) return fault;
        var invitation = Issue();
        var id = await store.CreateAsync(userId, name, InviteCode.Hash(invitation.Code), invitation.ExpiresAt, ct);
        return id is { } made ? new StartedRelationship(made, invitation) : RelationshipFault.AlreadyInRelationship;
    }

    /// <summary>Makes a new invitation into the user's relationship; the former is void.</summary>
    public async Task<RelationshipResult<IssuedInvitation>> RenewInvitationAsync(Guid userId, CancellationToken ct)
    {
        var invitation = Issue();
        var outcome = await store.RenewInvitationAsync(userId, InviteCode.Hash(invitation.Code), invitation.ExpiresAt, ct);
        return outcome == RelationshipOutcome.Done ? invitation : FaultOf(outcome);
    }

    /// <summary>Uses an invitation: the user becomes partner B, and an open page of the inviter's is told.</summary>
    public async Task<RelationshipResult<RelationshipRecord>> AcceptAsync(Guid userId, string? code, string? displayName, CancellationToken ct)
    {
        if (!DisplayName.TryParse(displayName, out var name, out var fault)) return fault;
        if (!InviteCode.IsWellFormed(code)) return RelationshipFault.NotFound;
        var outcome = await store.AcceptAsync(userId, name, InviteCode.Hash(code!), ct);
        if (outcome != RelationshipOutcome.Done) return FaultOf(outcome);
        if (await store.FindCurrentAsync(userId, ct) is not { } joined) return RelationshipFault.NotFound;
        var conversationId = await conversations.GetOrCreateAsync(joined.Id, ct);
        // They bring their settings along.
        await conversations.SettleAsync(conversationId, ct);
        bus.Publish(new PartnerJoined(conversationId, name));
        await facts.LookAsync(conversationId, ct);
        return joined;
    }

    /// <summary>Ends the user's relationship for both: nothing more is written, and every open session of theirs is told.</summary>
    /// <param name="relationshipId">The one that is meant, so that nobody ends a later one by a page that they opened before; null for whichever they are in.</param>
    /// <returns>
    /// Its conversation; <see cref="RelationshipFault.NotFound"/> when the user is in none, or in another;
    /// <see cref="RelationshipFault.Unavailable"/> when the database does not answer: it may have ended or not, and asking again is safe.
    /// </returns>
    public async Task<RelationshipResult<EndedConversation>> EndAsync(Guid userId, Guid? relationshipId, CancellationToken ct)
    {
        try
        {
            if (await store.EndAsync(userId, relationshipId, ct) is not { } ended) return RelationshipFault.NotFound;
            Tell(ended);
            return ended;
        }
        catch (Exception e) when (e is not OperationCanceledException && e.IsDatabase())
        {
            return RelationshipFault.Unavailable;
        }
    }

    /// <summary>Ends whichever relationship the user is in; else as above.</summary>
    public async Task<RelationshipFault> EndAsync(Guid userId, CancellationToken ct) => (await EndAsync(userId, null, ct)).Fault;

    /// <summary>Tells every open session of that conversation that it has ended, where the end was stored with something else.</summary>
    public void Tell(EndedConversation ended) => bus.Publish(new ConversationEnded(ended.Id, ended.End));

    /// <summary>The invitation of that code, open or not; null if there never was one.</summary>
    public Task<InvitationRecord?> FindInvitationAsync(string? code, CancellationToken ct) =>
        InviteCode.IsWellFormed(code) ? store.FindInvitationAsync(InviteCode.Hash(code!), ct) : Task.FromResult<InvitationRecord?>(null);

    /// <summary>The relationship that the user is in, or null.</summary>
    public Task<RelationshipRecord?> FindCurrentAsync(Guid userId, CancellationToken ct) => store.FindCurrentAsync(userId, ct);

    private IssuedInvitation Issue() => new(InviteCode.New(), time.GetUtcNow() + InvitationLasts);

    private static RelationshipFault FaultOf(RelationshipOutcome outcome) => outcome switch
    {
        RelationshipOutcome.OwnInvitation => RelationshipFault.OwnInvitation,
        RelationshipOutcome.AlreadyInRelationship => RelationshipFault.AlreadyInRelationship,
        RelationshipOutcome.AlreadyAccepted => RelationshipFault.AlreadyAccepted,
        RelationshipOutcome.NotFound => RelationshipFault.NotFound,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}
