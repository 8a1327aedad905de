using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api.Realtime;

/// <summary>What a client may say, and what it hears when that is nothing.</summary>
public sealed class FramesTests(ChatServer server) : IClassFixture<ChatServer>
{
    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"shout"}""")]
    [InlineData("""{"type":5}""")]
    [InlineData("""{"type":"message"}""")]
    [InlineData("""{"type":"message","content":5}""")]
    [InlineData("""{"type":"message","content":null}""")]
    [InlineData("""{"type":"message","content":"a","client_message_id":"b"}""")]
    [InlineData("""{"type":"message","content":"a\u0000b"}""")]
    [InlineData("""{"type":"message","content":"\ud800"}""")]
    [InlineData("""{"type":"typing","is_typing":"yes"}""")]
    [InlineData("""{"type":"read","message_id":7}""")]
    [InlineData("""{"type":"read"}""")]
    public async Task Frame_ThatIsNone_IsAnErrorAndTheSocketStaysOpen(string text)
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();

        await a.SendTextAsync(text);
        await a.SayAsync("still here");

        await a.WaitForAsync("message_sent");
        Assert.Equal("invalid_frame", (string?)a.Of("error").Single()["code"]);
    }

    [Theory]
    [InlineData(" ​ ", "empty_content")]
    [InlineData("", "empty_content")]
    public async Task Message_WithNothingToSee_IsRefusedWithItsClientId(string content, string code)
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();

        var id = await a.SayAsync(content);

        var error = await a.WaitForAsync("error");
        Assert.Equal((code, id), ((string?)error["code"], (Guid)error["client_message_id"]!));
    }

    [Fact]
    public async Task Message_Of5000AstralCharacters_PassesAndOneMoreDoesNot()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        await using var b = await sami.ListenAsync();
        var longest = string.Concat(Enumerable.Repeat("😀", 5_000));

        await a.SayAsync(longest);
        await a.SayAsync(longest + "😀");

        Assert.Equal("content_too_long", (string?)(await a.WaitForAsync("error"))["code"]);
        Assert.Equal(longest, (string?)(await b.WaitForAsync("new_message"))["message"]!["content"]);
    }

    [Fact]
    public async Task Frame_InFragments_IsPutTogether()
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        var frame = JsonSerializer.SerializeToUtf8Bytes(new { type = "message", content = new string('x', 3_000) + "é" });

        for (var i = 0; i < frame.Length; i += 700) await a.SendBytesAsync(frame.AsMemory(i, Math.Min(700, frame.Length - i)), isLast: i + 700 >= frame.Length);

        Assert.Equal(3_001, ((string?)(await a.WaitForAsync("message_sent"))["message"]!["content"])!.Length);
    }

    [Fact]
    public async Task Frame_TypeNotFirstAndUnknownFields_IsTaken()
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();

        await a.SendTextAsync("""{"content":"hello","mood":{"is":["good"]},"type":"message"}""");

        await a.WaitForAsync("message_sent");
    }

    [Fact]
    public async Task Frame_Binary_IsNone()
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();

        await a.SendBytesAsync("{}"u8.ToArray(), WebSocketMessageType.Binary);

        Assert.Equal("invalid_frame", (string?)(await a.WaitForAsync("error"))["code"]);
    }

    [Fact]
    public async Task Frame_Above64KiB_ClosesWith1009()
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();

        await a.SendBytesAsync(new byte[(64 * 1024) + 1]);

        Assert.Equal(1009, await a.WaitForCloseAsync());
    }

    [Fact]
    public async Task Frame_OfExactly64KiB_IsRead()
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        var text = """{"type":"message","content":"hello"}""";

        await a.SendBytesAsync(Encoding.UTF8.GetBytes(text.PadRight(64 * 1024)));

        await a.WaitForAsync("message_sent");
    }

    [Fact]
    public async Task Frames_MoreThanTenBadOnes_CloseWith1008()
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();

        for (var i = 0; i < 10; i++) await a.SendTextAsync("no");
        await a.WaitForAsync(c => c.Of("error").Count() == 10);
        Assert.False(a.HasEnded);
        await a.SendTextAsync("no");

        Assert.Equal(1008, await a.WaitForCloseAsync());
        Assert.Equal(11, a.Of("error").Count());
    }

    [Fact]
    public async Task Frame_OfInvalidUtf8_ClosesThisSocketAlone()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await using var a = await nora.ListenAsync();
        await using var b = await sami.ListenAsync();

        await a.SendBytesAsync(new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' });

        Assert.Equal(1007, await a.WaitForCloseAsync());
        await b.SayAsync("I am fine");
        await b.WaitForAsync("message_sent");
    }
}
