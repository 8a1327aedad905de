using PartnerChat.Data.Accounts;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;

namespace PartnerChat.Tests.Fixtures;

/// <summary>Two people in a relationship, and its conversation.</summary>
internal sealed record Couple(Guid A, Guid B, Guid RelationshipId, Guid ConversationId)
{
    public static async Task<Couple> JoinAsync(ChatNode node, CancellationToken ct)
    {
        var (a, b) = (await AddUserAsync(node, ct), await AddUserAsync(node, ct));
        var relationships = node.Get<RelationshipStore>();
        var code = NewCode();
        var id = await relationships.CreateAsync(a, "Nora", code, DateTimeOffset.MaxValue, ct);
        Assert.Equal(RelationshipOutcome.Done, await relationships.AcceptAsync(b, "Sami", code, ct));
        return new Couple(a, b, id!.Value, await node.Get<ConversationStore>().GetOrCreateAsync(id.Value, ct));
    }

    /// <summary>What an invitation stores: the hash of nobody's code.</summary>
    public static byte[] NewCode() => System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);

    public static async Task<Guid> AddUserAsync(ChatNode node, CancellationToken ct)
    {
        await using var db = await node.OpenContextAsync(ct);
        var user = new ApplicationUser { UserName = $"{Guid.NewGuid():N}@example.org" };
        db.Users.Add(user);
        await db.SaveChangesAsync(ct);
        return user.Id;
    }

    public NewMessage From(PartnerSide side, string content, Guid? clientId = null, Guid? replyTo = null) =>
        new(Guid.CreateVersion7(), ConversationId, side, content, clientId, replyTo);

    /// <summary>That partner's messages in that range were delivered.</summary>
    public ReceiptRange Delivered(PartnerSide sender, long after, long upTo) => new(ConversationId, sender, after, upTo, 0, 0);

    /// <summary>That partner's messages were read up to there.</summary>
    public ReceiptRange Read(PartnerSide sender, long upTo) => new(ConversationId, sender, 0, 0, upTo, upTo);

    public static MessageBatch Batch(params NewMessage[] messages) => new(messages, []);

    public static MessageBatch Batch(params ReceiptRange[] receipts) => new([], receipts);

    /// <summary>Stores that many messages by A, "1" to "n", in one batch.</summary>
    public async Task<IReadOnlyList<MessageRecord>> WriteAsync(ChatNode node, int count, CancellationToken ct)
    {
        var messages = Enumerable.Range(1, count).Select(i => From(PartnerSide.A, i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var outcome = await node.Store.WriteAsync(new MessageBatch([.. messages], []), ct);
        return [.. outcome.Messages.Select(m => m.Message!)];
    }
}
