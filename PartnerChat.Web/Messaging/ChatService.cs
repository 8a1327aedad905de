using System.Threading.RateLimiting;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Messaging;

/// <summary>A message as a partner wants to send it.</summary>
/// <param name="ClientMessageId">The sender's own name for it: a second one of that name is never stored.</param>
/// <param name="ReplyToId">The message of the same conversation that it answers.</param>
public sealed record SendMessage(string Content, Guid? ClientMessageId, Guid? ReplyToId = null);

/// <summary>A message that is stored.</summary>
/// <param name="IsRepeat">It was there already under its client id: nobody was told again.</param>
public sealed record SentMessage(MessageRecord Message, bool IsRepeat);

/// <summary>A user's conversation as it stands: who they are in it, and from where to go on.</summary>
public sealed record Visit(Participant Participant, Membership Membership);

/// <summary>A page of a conversation, and the place of whoever asks for it, from before the page was read.</summary>
public sealed record VisitedPage<T>(Visit Visit, T Page);

/// <summary>A message, and the place of whoever asks for it.</summary>
public sealed record VisitedMessage(Visit Visit, MessageRecord Message);

/// <summary>
/// The only door to the conversation: page, socket and REST come through here. It knows who may, what is valid and what is too fast, and
/// hands on to the writer and the store.
/// </summary>
public sealed partial class ChatService(
    ConversationStore conversations, MessageStore messages, MessagePageStore pages, MessageEditStore edits, MessageMarkStore marks, NoticeStore notices, MessageWriter writer,
    ConversationEventBus bus, Presence presence, SharedFacts facts, MessageLimiter limiter, DeliveryTimes deliveries, TimeProvider time, ILogger<ChatService> logger)
{
    /// <summary>How many messages a page of history has.</summary>
    public const int PageSize = 50;

    /// <summary>How long a receipt waits for the database before its sender is told that it is away. It is stored when it is back.</summary>
    private static readonly TimeSpan ReceiptPatience = TimeSpan.FromSeconds(5);

    /// <summary>The user's conversation. <see cref="ChatError.NotFound"/> when they are in none.</summary>
    public Task<ChatResult<Visit>> VisitAsync(Guid userId, CancellationToken ct) =>
        VisitAsync(() => conversations.FindMembershipAsync(userId, ct));

    /// <summary>The user's conversation; of who is in none, the one that ended last and may still be read. <see cref="ChatError.NotFound"/> when there is neither.</summary>
    public async Task<ChatResult<Visit>> VisitLatestAsync(Guid userId, CancellationToken ct)
    {
        var visit = await VisitAsync(userId, ct);
        if (visit.Error != ChatError.NotFound) return visit;
        var ended = await VisitEndedAsync(userId, ct);
        return ended.Value is { } places ? places is [var latest, ..] ? latest : ChatError.NotFound : ended.Error!.Value;
    }

    /// <summary>What ended and may still be read, the latest first.</summary>
    public Task<ChatResult<IReadOnlyList<Visit>>> VisitEndedAsync(Guid userId, CancellationToken ct) => ReadAsync<IReadOnlyList<Visit>>(async () =>
        [.. (await conversations.FindReadableEndedAsync(userId, ct)).Select(m => new Visit(new Participant(m), m))]);

    /// <summary>That conversation, theirs now or until at most 30 days ago. <see cref="ChatError.NotFound"/> when it is not, or is not there.</summary>
    public Task<ChatResult<Visit>> VisitAsync(Guid userId, Guid conversationId, CancellationToken ct) =>
        VisitAsync(() => conversations.FindMembershipAsync(userId, conversationId, ct));

    /// <summary>The conversation of that relationship, made by whoever comes first; else as above.</summary>
    public Task<ChatResult<Visit>> VisitRelationshipAsync(Guid userId, Guid relationshipId, CancellationToken ct) =>
        VisitAsync(() => conversations.FindMembershipInAsync(userId, relationshipId, ct));

    /// <summary>A message of a conversation that is theirs, as above.</summary>
    public async Task<ChatResult<VisitedMessage>> VisitMessageAsync(Guid userId, Guid messageId, CancellationToken ct)
    {
        var message = await FindMessageAsync(messageId, ct);
        if (message.Value is null) return message.Error!.Value;
        var visit = await VisitAsync(userId, message.Value.ConversationId, ct);
        return visit.Value is { } place ? new VisitedMessage(place, Seen(place.Participant, message.Value)) : visit.Error!.Value;
    }

    /// <summary>What the conversation is by now.</summary>
    public Task<ChatResult<ConversationRecord>> GetConversationAsync(Participant by, CancellationToken ct) =>
        ReadAsync(() => conversations.FindAsync(by.ConversationId, ct));

    /// <summary>
    /// Stores a message and tells every session of the conversation. The answer comes after the commit; a repeat gets the stored message and
    /// costs nothing. <see cref="ChatError.NotFound"/> when what it answers is no message of the conversation.
    /// </summary>
    public async Task<ChatResult<SentMessage>> SendAsync(Participant from, SendMessage message, CancellationToken ct)
    {
        using var lease = limiter.Acquire(from.UserId);
        if (!lease.IsAcquired) return await RepeatOrWaitAsync(from, message, lease, ct);
        return await SendAsync(from, message, lease, ct);
    }

    /// <summary>The same for somebody who names the conversation, and a side of it that has to be theirs (<see cref="ChatError.Forbidden"/>).</summary>
    public async Task<ChatResult<SentMessage>> SendAsync(Guid userId, Guid conversationId, PartnerSide sender, SendMessage message, CancellationToken ct)
    {
        using var lease = limiter.Acquire(userId);
        if (lease.IsAcquired && ContentRule.Check(message.Content, out _) is { } fault) return fault;
        var visit = await VisitAsync(userId, conversationId, ct);
        if (visit.Value is not { } place) return lease.IsAcquired ? visit.Error!.Value : Wait(lease);
        if (!lease.IsAcquired) return await RepeatOrWaitAsync(place.Participant, message, lease, ct);
        if (place.Participant.Side != sender) return ChatError.Forbidden;
        return place.Membership.IsActive ? await SendAsync(place.Participant, message, lease, ct) : ChatError.Ended;
    }

    /// <summary>The partner's messages in that range have reached this participant.</summary>
    /// <param name="after">Seq, exclusive.</param>
    /// <param name="upTo">Seq, inclusive.</param>
    public Task MarkDeliveredAsync(Participant by, long after, long upTo) =>
        writer.MarkAsync(new ReceiptRange(by.ConversationId, by.Side.Other(), after, upTo, ReadTo: 0, Position: 0));

    /// <summary>This participant has read everything up to that place. Where receipts are off, only they themselves are told.</summary>
    public Task MarkReadAsync(Participant by, long upTo)
    {
        if (!FactsOf(by).ShowsRead) bus.Publish(new PositionMoved(by.ConversationId, by.Side, upTo));
        return writer.MarkAsync(new ReceiptRange(by.ConversationId, by.Side.Other(), 0, 0, ReadTo: upTo, Position: upTo));
    }

    /// <summary>That one message of the partner's has reached this user. Only the recipient marks (<see cref="ChatError.Forbidden"/>).</summary>
    public async Task<ChatResult<MessageRecord>> MarkDeliveredAsync(Guid userId, Guid messageId, CancellationToken ct)
    {
        var found = await VisitMessageAsync(userId, messageId, ct);
        return found.Value is { } there
            ? await MarkAsync(there.Visit, there.Message, by => MarkDeliveredAsync(by, there.Message.Seq - 1, there.Message.Seq), ct)
            : found.Error!.Value;
    }

    /// <summary>This user has read that message and every older one of the partner's. Only the recipient marks (<see cref="ChatError.Forbidden"/>).</summary>
    public async Task<ChatResult<MessageRecord>> MarkReadAsync(Guid userId, Guid messageId, CancellationToken ct)
    {
        var found = await VisitMessageAsync(userId, messageId, ct);
        return found.Value is { } there
            ? await MarkAsync(there.Visit, there.Message, by => MarkReadAsync(by, there.Message.Seq), ct)
            : found.Error!.Value;
    }

    /// <summary>A message, whoever's it is: the caller says whether it may be told.</summary>
    internal Task<ChatResult<MessageRecord>> FindMessageAsync(Guid messageId, CancellationToken ct) =>
        ReadAsync(async () => (await messages.GetByIdsAsync([messageId], ct)).SingleOrDefault());

    /// <summary>What a page of theirs shows beside its messages: what they answer, and which bear this participant's own star.</summary>
    public Task<ChatResult<PageMarks>> GetMarksAsync(Participant by, IReadOnlyCollection<MessageRecord> page, CancellationToken ct) =>
        ReadAsync<PageMarks>(async () => await marks.GetAsync(by.ConversationId, by.Side, [.. page.Where(m => m.ConversationId == by.ConversationId)], ct));

    /// <summary>What changed after a cursor, to go on from the page's cursor.</summary>
    public Task<ChatResult<ChangePage>> GetChangesAsync(Participant by, CatchUp from, int limit, CancellationToken ct) =>
        ReadAsync<ChangePage>(async () => Seen(by, await pages.GetChangesAsync(by.ConversationId, from, limit, ct)));

    /// <summary>What changed after a cursor in a conversation that this user names, and may read.</summary>
    public Task<ChatResult<VisitedPage<ChangePage>>> VisitChangesAsync(Guid userId, Guid conversationId, long after, int limit, CancellationToken ct) =>
        VisitPageAsync(() => pages.VisitChangesAsync(userId, conversationId, after, limit, ct), Seen);

    /// <summary>Opens a live session that first tells what changed after the cursor, then what happens.</summary>
    /// <param name="afterFacts">The number of the facts that are known there; null for those of the visit.</param>
    public ChatSession OpenSession(Visit visit, long after, long? afterFacts = null) =>
        new(this, bus, presence, facts, deliveries, time, visit, after, afterFacts ?? visit.Membership.Facts.Seq);

    private async Task<ChatResult<Visit>> VisitAsync(Func<Task<Membership?>> find)
    {
        var membership = await ReadAsync(find);
        return membership.Value is { } found ? new Visit(new Participant(found), found) : membership.Error!.Value;
    }

    private async Task<ChatResult<VisitedPage<T>>> VisitPageAsync<T>(Func<Task<Visited<T>?>> find, Func<Participant, T, T> seen)
    {
        var found = await ReadAsync(find);
        if (found.Value is not { } there) return found.Error!.Value;
        var visit = new Visit(new Participant(there.Membership), there.Membership);
        return new VisitedPage<T>(visit, seen(visit.Participant, there.Page));
    }

    private async Task<ChatResult<SentMessage>> SendAsync(Participant from, SendMessage message, RateLimitLease lease, CancellationToken ct)
    {
        if (ContentRule.Check(message.Content, out var content) is { } error) return error;
        var id = Guid.CreateVersion7(time.GetUtcNow());
        try
        {
            var outcome = await writer.SendAsync(new NewMessage(id, from.ConversationId, from.Side, content, message.ClientMessageId, message.ReplyToId)).WaitAsync(ct);
            if (outcome.Message is not { } stored) return outcome.Refusal == MessageRefusal.NoSuchReply ? ChatError.NotFound : ChatError.Ended;
            if (!outcome.IsNew) MessageLimiter.Refund(lease);
            return new SentMessage(Seen(from, stored), !outcome.IsNew);
        }
        catch (StoreUnavailableException)
        {
            // They will send it again, and did nothing too fast.
            MessageLimiter.Refund(lease);
            return ChatError.Unavailable;
        }
    }

    // Without a token only what is stored already is answered.
    private async Task<ChatResult<SentMessage>> RepeatOrWaitAsync(Participant from, SendMessage message, RateLimitLease lease, CancellationToken ct)
    {
        if (message.ClientMessageId is not { } clientId) return Wait(lease);
        var stored = await ReadAsync(() => messages.FindSentAsync(from.ConversationId, from.Side, clientId, ct));
        return stored.Value is { } repeat ? new SentMessage(Seen(from, repeat), IsRepeat: true) : Wait(lease);
    }

    private static ChatResult<SentMessage> Wait(RateLimitLease lease) =>
        new(null, ChatError.RateLimited, lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : null);

    private async Task<ChatResult<MessageRecord>> MarkAsync(Visit visit, MessageRecord message, Func<Participant, Task> mark, CancellationToken ct)
    {
        if (message.SenderId == visit.Participant.Side) return ChatError.Forbidden;
        if (!visit.Membership.IsActive) return ChatError.Ended;
        try
        {
            await mark(visit.Participant).WaitAsync(ReceiptPatience, time, ct);
            return message;
        }
        catch (Exception e) when (e is TimeoutException or StoreUnavailableException)
        {
            return ChatError.Unavailable;
        }
    }

    private async Task<ChatResult<T>> ReadAsync<T>(Func<Task<T?>> read)
        where T : class
    {
        try
        {
            return await read() is { } value ? value : ChatError.NotFound;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (e.IsDatabase()) LogAway(e.GetType().Name);
            else LogFault(e);
            return ChatError.Unavailable;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database did not answer: {Fault}")]
    private partial void LogAway(string fault);

    [LoggerMessage(LogLevel.Error, "Reading failed")]
    private partial void LogFault(Exception fault);
}
