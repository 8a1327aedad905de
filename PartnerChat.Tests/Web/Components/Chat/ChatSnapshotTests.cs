using System.Buffers;
using System.Text;
using System.Text.Json;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Components.Chat;

namespace PartnerChat.Tests.Web.Components.Chat;

public sealed class ChatSnapshotTests
{
    private static readonly Dictionary<string, MessageRecord> Messages = new()
    {
        ["sent"] = Talk.Message(7),
        ["own"] = Talk.Message(7, PartnerSide.A),
        ["delivered"] = Talk.Message(7).Delivered(),
        ["read"] = Talk.Message(7).Read(),
        ["deleted"] = Talk.Message(7).Deleted(),
        ["answer"] = Talk.Message(7) with { ReplyToId = Talk.Message(3).Id },
        ["edited"] = Talk.Message(7) with { EditedAt = Talk.Noon.AddMinutes(9) },
        ["reacted to"] = Talk.Message(7) with { Reactions = new MessageReactions(new Reaction("❤️", Talk.Noon.AddTicks(10)), null) },
        ["unnamed"] = Talk.Message(7) with { ClientMessageId = null },
        ["to the microsecond"] = Talk.Message(7, at: Talk.Noon.AddTicks(10)),
        ["any script"] = Talk.Message(7, content: "<b>\u0645\u0631\u062D\u0628\u0627 \U0001F469\u200D\U0001F469 \u2028\u0007"),
    };

    public static TheoryData<string> Kinds => [.. Messages.Keys];

    [Fact]
    public void Fit_ShortMessages_AllStay()
    {
        var messages = Talk.Messages(1, 50);

        Assert.Equal(messages, ChatSnapshot.Fit(messages, null));
    }

    [Fact]
    public void Fit_LongMessages_TheNewestStay()
    {
        var messages = Enumerable.Range(1, 50).Select(i => Talk.Message(i, content: new string('x', 5_000))).ToList();

        var fitting = ChatSnapshot.Fit(messages, null);

        Assert.Equal(messages.TakeLast(9), fitting);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("\"")]
    [InlineData("\u00E9")]
    [InlineData("\U0001F600")]
    [InlineData("<")]
    [InlineData("\n")]
    public void Fit_Written_IsBelowTheHubsLimit(string one)
    {
        var content = string.Concat(Enumerable.Repeat(one, 1_000));
        var messages = Enumerable.Range(1, 200).Select(i => Talk.Message(i, content: content).Read()).ToList();

        var written = JsonSerializer.Serialize(Talk.Opening(ChatSnapshot.Fit(messages, null)), JsonSerializerOptions.Web);

        // 128 kB, less the third that encryption adds and what else a page hands over.
        Assert.InRange(Encoding.UTF8.GetByteCount(written), 10_000, 80_000);
    }

    [Fact]
    public void Fit_OneMessageAboveTheBudget_Stays()
    {
        var messages = new[] { Talk.Message(1), Talk.Message(2, content: string.Concat(Enumerable.Repeat("\U0001F600", 5_000))) };

        Assert.Equal([messages[1]], ChatSnapshot.Fit(messages, null));
    }

    [Fact]
    public void Fit_AroundAPlace_ThoseOnBothSidesOfItStay()
    {
        var messages = Enumerable.Range(1, 50).Select(i => Talk.Message(i, content: new string('x', 5_000))).ToList();

        var fitting = ChatSnapshot.Fit(messages, 20);

        Assert.Equal(Enumerable.Range(16, 9).Select(i => (long)i), fitting.Select(m => m.Seq));
    }

    [Fact]
    public void Fit_Many_AreNotMoreThanAreHandedOver()
    {
        var fitting = ChatSnapshot.Fit(Enumerable.Range(1, 400).Select(i => Talk.Message(i, content: "x")).ToList(), 200);

        Assert.Equal((ChatSnapshot.MaxMessages, true), (fitting.Count, fitting.Any(m => m.Seq == 200)));
    }

    [Fact]
    public void Fit_Nothing_IsNothing()
    {
        Assert.Empty(ChatSnapshot.Fit([], 3));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToRecord_HandedOver_IsTheSameMessage(string kind)
    {
        var message = Messages[kind];

        var back = ThereAndBack(Talk.Opening([message]));

        Assert.Equal(message, back.Messages[0].ToRecord(back.ConversationId));
    }

    [Fact]
    public void Fit_LongQuotes_CountToo()
    {
        var original = QuotedMessage.Of(Talk.Message(1, content: new string('<', 200)));
        var answers = Enumerable.Range(2, 199).Select(i => Talk.Message(i) with { ReplyToId = original.Id }).ToList();

        Assert.InRange(ChatSnapshot.Fit(answers, null, new PageMarks([original], [])).Count, 10, 60);
    }

    [Fact]
    public void HandedOver_Marks_ComeBack()
    {
        var original = QuotedMessage.Of(Talk.Message(1, content: "<b> مرحبا"));
        var snapshot = Talk.Opening([Talk.Message(2)]) with { Marks = new PageMarks([original], [Talk.Message(2).Id]) };

        var back = ThereAndBack(snapshot);

        Assert.Equal([original], back.Marks!.Quotes);
        Assert.Equal([Talk.Message(2).Id], back.Marks.Starred);
    }

    [Fact]
    public void HandedOver_Snapshot_ComesBackWhole()
    {
        var snapshot = Talk.Opening(Talk.Messages(1, 3), hasOlder: true, position: 2, partnerName: null);

        var back = ThereAndBack(snapshot);

        Assert.Equal(snapshot with { Messages = [] }, back with { Messages = [] });
        Assert.Equal(snapshot.Messages, back.Messages);
    }

    // Encrypted it gets no smaller, and it goes to the browser and back.
    [Fact]
    public void HandedOver_FiftyMessages_TakeAThirdOfTheirJson()
    {
        var snapshot = Talk.Opening([.. Talk.Messages(1, 50).Select(m => m.Read())]);

        Assert.InRange(Written(snapshot).Length, 100, JsonSerializer.SerializeToUtf8Bytes(snapshot, JsonSerializerOptions.Web).Length / 3);
    }

    private static ChatSnapshot ThereAndBack(ChatSnapshot snapshot) => new SnapshotSerializer().Restore(new(Written(snapshot)));

    private static ReadOnlyMemory<byte> Written(ChatSnapshot snapshot)
    {
        var written = new ArrayBufferWriter<byte>();
        new SnapshotSerializer().Persist(snapshot, written);
        return written.WrittenMemory;
    }
}
