using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Messaging;

public sealed class HistoryStretchTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(20, "16 17 18 19 20 21 22 23 24 25 26 27 28 29 30", true, true)]
    [InlineData(2, "1 2 3 4 5 6 7 8 9 10 11 12", false, true)]
    [InlineData(38, "26 27 28 29 30 31 32 33 34 35 36 37 38 39 40", true, false)]
    [InlineData(99, "26 27 28 29 30 31 32 33 34 35 36 37 38 39 40", true, false)]
    public async Task GetAroundAsync_FortyMessages_GivesADenseRun(long place, string seqs, bool hasOlder, bool hasNewer)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        await couple.WriteAsync(node, 40, Ct);

        var stretch = (await node.Chat.GetAroundAsync((await node.VisitAsync(couple.A, Ct)).Participant, place, before: 4, limit: 15, Ct)).Value!;

        Assert.Equal((seqs, hasOlder, hasNewer), (string.Join(' ', stretch.Messages.Select(m => m.Seq)), stretch.HasOlder, stretch.HasNewer));
    }

    [Fact]
    public async Task FindMessageAsync_OfAnotherConversation_IsNotFound()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var (mine, theirs) = (await Couple.JoinAsync(node, Ct), await Couple.JoinAsync(node, Ct));
        var message = (await theirs.WriteAsync(node, 1, Ct))[0];

        var found = await node.Chat.FindMessageAsync((await node.VisitAsync(mine.A, Ct)).Participant, message.Id, Ct);

        Assert.Equal(ChatError.NotFound, found.Error);
    }
}
