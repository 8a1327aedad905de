using System.Data.Common;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Web.Messaging;

/// <summary>A message as a partner wants to send it.</summary>
/// <param name="ClientMessageId">The sender's own name for it: a second one of that name is never stored.</param>
public sealed record SendMessage(string Content, Guid? ClientMessageId);

/// <summary>A user's conversation as it stands: who they are in it, and from where to go on.</summary>
public sealed record Visit(Participant Participant, Membership Membership);

/// <summary>
/// The only door to the conversation: page, socket and REST come through here. It knows who may, what is valid, and hands on to the writer
/// and the store.
/// </summary>
public sealed partial class ChatService(
    ConversationStore conversations, MessageStore messages, MessageWriter writer, ConversationEventBus bus, Presence presence, TimeProvider time,
    ILogger<ChatService> logger)
{
    /// <summary>How many messages a page of history has.</summary>
    public const int PageSize = 50;

    /// <summary>The user's conversation. <see cref="ChatError.NotFound"/> when they are in none.</summary>
    public async Task<ChatResult<Visit>> VisitAsync(Guid userId, CancellationToken ct)
    {
        var membership = await ReadAsync(() => conversations.FindMembershipAsync(userId, ct));
        return membership.Value is { } found ? new Visit(new Participant(found), found) : membership.Error!.Value;
    }

    /// <summary>Stores a message and tells every session of the conversation. The answer comes after the commit; a repeat gets the stored message.</summary>
    public async Task<ChatResult<MessageRecord>> SendAsync(Participant from, SendMessage message, CancellationToken ct)
    {
        if (ContentRule.Check(message.Content, out var content) is { } error) return error;
        var id = Guid.CreateVersion7(time.GetUtcNow());
        try
        {
            var outcome = await writer.SendAsync(new NewMessage(id, from.ConversationId, from.Side, content, message.ClientMessageId)).WaitAsync(ct);
            return outcome.Message is { } stored ? stored : ChatError.Ended;
        }
        catch (StoreUnavailableException)
        {
            return ChatError.Unavailable;
        }
    }

    /// <summary>The partner's messages in that range have reached this participant.</summary>
    /// <param name="after">Seq, exclusive.</param>
    /// <param name="upTo">Seq, inclusive.</param>
    public Task MarkDeliveredAsync(Participant by, long after, long upTo) =>
        writer.MarkAsync(new ReceiptRange(by.ConversationId, by.Side.Other(), after, upTo, ReadTo: 0, Position: 0));

    /// <summary>This participant has read everything up to that place.</summary>
    public Task MarkReadAsync(Participant by, long upTo) =>
        writer.MarkAsync(new ReceiptRange(by.ConversationId, by.Side.Other(), 0, 0, ReadTo: upTo, Position: upTo));

    /// <summary>A page of history before a place (a seq, exclusive; null for the end), tombstones included.</summary>
    public Task<ChatResult<MessagePage>> GetPageBeforeAsync(Participant by, long? before, int limit, CancellationToken ct) =>
        ReadAsync<MessagePage>(async () => await messages.GetPageBeforeAsync(by.ConversationId, before, limit, ct));

    /// <summary>What changed after a cursor.</summary>
    public Task<ChatResult<ChangePage>> GetChangesAsync(Participant by, long after, int limit, CancellationToken ct) =>
        ReadAsync<ChangePage>(async () => await messages.GetChangesAsync(by.ConversationId, after, limit, ct));

    /// <summary>Opens a live session that first tells what changed after the cursor, then what happens.</summary>
    public ChatSession OpenSession(Visit visit, long after) => new(this, bus, presence, time, visit, after);

    private async Task<ChatResult<T>> ReadAsync<T>(Func<Task<T?>> read)
        where T : class
    {
        try
        {
            return await read() is { } value ? value : ChatError.NotFound;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it is: a driver whose connection breaks under it throws more than its own exceptions.
            if (e is DbException or { Source: "Npgsql" } or { InnerException: DbException }) LogAway(e.GetType().Name);
            else LogFault(e);
            return ChatError.Unavailable;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database did not answer: {Fault}")]
    private partial void LogAway(string fault);

    [LoggerMessage(LogLevel.Error, "Reading failed")]
    private partial void LogFault(Exception fault);
}
