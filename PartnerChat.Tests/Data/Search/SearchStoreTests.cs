using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Data.Search;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Data.Search;

/// <summary>What is found, whether it is in a block by now or not.</summary>
public sealed class SearchStoreTests(PostgresFixture postgres)
{
    private const int Blocks = 3;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<bool> IndexedOrNot => new(false, true);

    [Fact]
    public async Task FindAsync_AMessageThatWasJustStored_IsFound()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);

        await node.Store.WriteAsync(Couple.Batch(couple.From(PartnerSide.B, "The market still has Quinces.")), Ct);

        Assert.Equal(["The market still has Quinces."], await TextsAsync(node, couple, "quin"));
    }

    [Theory]
    [MemberData(nameof(IndexedOrNot))]
    public async Task FindAsync_PageAfterPage_GivesEachHitOnceNewestFirst(bool isIndexed)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await FillAsync(node, isIndexed);
        var found = new List<long>();

        MessagePage page;
        do
        {
            page = await node.Get<SearchStore>().FindAsync(couple.ConversationId, "7", found.Count == 0 ? null : found[^1], 20, Ct);
            found.AddRange(page.Messages.Select(m => m.Seq));
        }
        while (page.HasMore);

        Assert.Equal(Enumerable.Range(1, Blocks * SearchBlock.Size + 10).Where(i => $"<{i}>".Contains('7', StringComparison.Ordinal)).Select(i => (long)i).Reverse(), found);
    }

    [Theory]
    [InlineData("100% of it", "100 parts of it", "0% o")]
    [InlineData("a_b", "axb", "a_b")]
    [InlineData(@"C:\new", "C:new", @":\n")]
    [InlineData(@"the end\", "the end", @"d\")]
    public async Task FindAsync_WhatAPatternMeansOtherwise_IsFoundAsItIsWritten(string text, string other, string words)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await Couple.JoinAsync(node, Ct);
        foreach (var content in new[] { text, other }) await node.Store.WriteAsync(Couple.Batch(couple.From(PartnerSide.A, content)), Ct);
        await couple.WriteAsync(node, SearchBlock.Size, Ct);
        await node.Get<SearchIndexStore>().IndexAsync(10, Ct);

        Assert.Equal([text], await TextsAsync(node, couple, words));
    }

    [Theory]
    [MemberData(nameof(IndexedOrNot))]
    public async Task FindAsync_RareWords_AreFoundWhereverTheyAre(bool isIndexed)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await FillAsync(node, isIndexed);

        Assert.Equal(["<1>", "<512>", "<513>", "<1546>"], new[] { await OnlyAsync(1), await OnlyAsync(512), await OnlyAsync(513), await OnlyAsync(1546) });

        async Task<string> OnlyAsync(int number) => Assert.Single(await TextsAsync(node, couple, $"<{number}>"));
    }

    [Theory]
    [MemberData(nameof(IndexedOrNot))]
    public async Task FindAsync_Deleted_IsGoneAtOnce(bool isIndexed)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await FillAsync(node, isIndexed);
        var message = await AtAsync(node, couple, 700);

        await couple.DeleteAsync(node, message, PartnerSide.A, Ct);

        Assert.Empty(await TextsAsync(node, couple, "<700>"));
        Assert.Equal(["<701>"], await TextsAsync(node, couple, "<701>"));
    }

    [Theory]
    [MemberData(nameof(IndexedOrNot))]
    public async Task FindAsync_Edited_IsFoundByWhatItSaysNowOnly(bool isIndexed)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await FillAsync(node, isIndexed);
        var message = await AtAsync(node, couple, 700);

        await couple.EditAsync(node, message, PartnerSide.A, "quinces", Ct);

        Assert.Empty(await TextsAsync(node, couple, "<700>"));
        Assert.Equal(["quinces"], await TextsAsync(node, couple, "QUINCE"));
    }

    [Theory]
    [MemberData(nameof(IndexedOrNot))]
    public async Task FindAsync_OfOthers_FindsNothing(bool isIndexed)
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        await FillAsync(node, isIndexed);
        var others = await Couple.JoinAsync(node, Ct);

        Assert.Empty(await TextsAsync(node, others, "1"));
    }

    [Fact]
    public async Task FindAsync_WordsOverTwoMessages_AreNoHit()
    {
        await using var database = await postgres.CreateDatabaseAsync(Ct);
        await using var node = await ChatNode.StartAsync(database);
        var couple = await FillAsync(node, isIndexed: true);

        Assert.Empty(await TextsAsync(node, couple, "<100> <101>"));
        Assert.Empty(await TextsAsync(node, couple, "<100>\x1E<101>"));
    }

    private static async Task<Couple> FillAsync(ChatNode node, bool isIndexed)
    {
        var couple = await Couple.JoinAsync(node, Ct);
        await node.Store.WriteAsync(new MessageBatch([.. Enumerable.Range(1, Blocks * SearchBlock.Size + 10).Select(i => couple.From(PartnerSide.A, $"<{i}>"))], []), Ct);
        Assert.Equal(isIndexed ? Blocks : 0, isIndexed ? await node.Get<SearchIndexStore>().IndexAsync(100, Ct) : 0);
        return couple;
    }

    private static async Task<MessageRecord> AtAsync(ChatNode node, Couple couple, long seq) =>
        (await node.Messages.GetPageFromAsync(couple.ConversationId, seq, 1, Ct)).Messages[0];

    private static async Task<IReadOnlyList<string>> TextsAsync(ChatNode node, Couple couple, string words) =>
        [.. (await node.Get<SearchStore>().FindAsync(couple.ConversationId, SearchFold.FoldQuery(words), null, 100, Ct)).Messages.Select(m => m.Content)];
}
