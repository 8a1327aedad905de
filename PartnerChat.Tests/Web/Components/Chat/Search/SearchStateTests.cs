using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat.Search;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Components.Chat.Search;

public sealed class SearchStateTests
{
    [Fact]
    public void Apply_AHitIsDeleted_IsNoHitAnyMore()
    {
        var state = Found(hasMore: false, 9, 7, 5);
        var changes = 0;
        state.Changed += () => changes++;

        state.Apply(Talk.Message(7).Deleted().Changed());

        Assert.Equal([9L, 5L], SeqsOf(state));
        Assert.Equal(1, changes);
    }

    [Fact]
    public void Apply_AHitSaysSomethingElse_IsNoHitAnyMore()
    {
        var state = Found(hasMore: false, 9, 7, 5);

        state.Apply((Talk.Message(9, content: "another") with { ChangeSeq = 30 }).Changed());

        Assert.Equal([7L, 5L], SeqsOf(state));
    }

    [Theory]
    [InlineData(10, "10,9,7,5")]
    [InlineData(8, "9,8,7,5")]
    [InlineData(2, "9,7,5")]
    public void Apply_AnotherMessageHasTheWords_ComesInItsPlaceUnlessItsPageWillBringIt(long seq, string seqs)
    {
        var state = Found(hasMore: true, 9, 7, 5);

        state.Apply(Talk.Message(seq).Changed());

        Assert.Equal(seqs, string.Join(',', SeqsOf(state)));
    }

    [Fact]
    public void Apply_WhatConcernsNoHit_ChangesNothing()
    {
        var state = Found(hasMore: false, 9);
        state.Changed += () => Assert.Fail("Nothing that is shown is another.");

        state.Apply(Talk.Message(9).Read().Changed());
        state.Apply(Talk.Message(10, content: "another").Sent());
        state.Apply(new TypingChanged(Talk.Id, PartnerChat.Data.Relationships.PartnerSide.B, true));
    }

    [Fact]
    public void Append_NoAnswer_KeepsWhatIsThere()
    {
        var state = Found(hasMore: true, 9, 7);

        state.Append(null);

        Assert.True(state.HasFailed);
        Assert.True(state.HasMore);
        Assert.Equal([9L, 7L], SeqsOf(state));
    }

    private static SearchState Found(bool hasMore, params long[] seqs)
    {
        var state = new SearchState();
        state.Begin("message", new SearchPage([.. seqs.Select(s => SearchHit.Of(Talk.Message(s), "message")!)], hasMore));
        return state;
    }

    private static IEnumerable<long> SeqsOf(SearchState state) => state.Hits.Select(h => h.Message.Seq);
}
