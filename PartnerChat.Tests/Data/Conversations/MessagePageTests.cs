using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Conversations;

public sealed class MessagePageTests(SharedNode shared) : IClassFixture<SharedNode>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, 4, "7 8 9 10", true)]
    [InlineData(null, 9, "2 3 4 5 6 7 8 9 10", true)]
    [InlineData(null, 10, "1 2 3 4 5 6 7 8 9 10", false)]
    [InlineData(null, 11, "1 2 3 4 5 6 7 8 9 10", false)]
    [InlineData(7L, 4, "3 4 5 6", true)]
    [InlineData(5L, 4, "1 2 3 4", false)]
    [InlineData(2L, 4, "1", false)]
    [InlineData(1L, 4, "", false)]
    [InlineData(99L, 2, "9 10", true)]
    public async Task GetPageBeforeAsync_TenMessages_GivesTheNewestBeforeThePlace(long? before, int limit, string seqs, bool hasMore)
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 10, Ct);

        var page = await node.Messages.GetPageBeforeAsync(couple.ConversationId, before, limit, Ct);

        Assert.Equal((seqs, hasMore), (string.Join(' ', page.Messages.Select(m => m.Seq)), page.HasMore));
    }

    [Theory]
    [InlineData(1, 4, "1 2 3 4", true)]
    [InlineData(1, 9, "1 2 3 4 5 6 7 8 9", true)]
    [InlineData(1, 10, "1 2 3 4 5 6 7 8 9 10", false)]
    [InlineData(7, 4, "7 8 9 10", false)]
    [InlineData(6, 4, "6 7 8 9", true)]
    [InlineData(10, 4, "10", false)]
    [InlineData(11, 4, "", false)]
    [InlineData(-5, 2, "1 2", true)]
    public async Task GetPageFromAsync_TenMessages_GivesTheOldestFromThePlace(long from, int limit, string seqs, bool hasMore)
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 10, Ct);

        var page = await node.Messages.GetPageFromAsync(couple.ConversationId, from, limit, Ct);

        Assert.Equal((seqs, hasMore), (string.Join(' ', page.Messages.Select(m => m.Seq)), page.HasMore));
    }

    [Fact]
    public async Task GetPageBeforeAsync_OtherConversations_AreNotInIt()
    {
        var node = shared.Node;
        var (couple, others) = (await Couple.JoinAsync(node, Ct), await Couple.JoinAsync(node, Ct));
        await couple.WriteAsync(node, 2, Ct);
        await others.WriteAsync(node, 3, Ct);

        var page = await node.Messages.GetPageBeforeAsync(couple.ConversationId, null, 50, Ct);

        Assert.Equal([couple.ConversationId, couple.ConversationId], page.Messages.Select(m => m.ConversationId));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public async Task GetPageBeforeAsync_LimitOutOfRange_Throws(int limit)
    {
        var node = shared.Node;

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => node.Messages.GetPageBeforeAsync(Guid.NewGuid(), null, limit, Ct));
    }

    [Theory]
    [InlineData(PartnerSide.A, 0, 10, 1L, 10)]
    [InlineData(PartnerSide.A, 3, 7, 4L, 4)]
    [InlineData(PartnerSide.A, 7, 99, 8L, 3)]
    [InlineData(PartnerSide.A, 10, 99, null, null)]
    [InlineData(PartnerSide.B, 0, 10, null, null)]
    public async Task FindSentRangeAsync_TenMessagesOfA_GivesTheFirstAndTheirNumber(PartnerSide sender, long after, long upTo, long? first, int? count)
    {
        var node = shared.Node;
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 10, Ct);

        var found = await node.Messages.FindSentRangeAsync(couple.ConversationId, sender, after, upTo, Ct);

        Assert.Equal((first, count), (found?.First, found?.Count));
    }
}
