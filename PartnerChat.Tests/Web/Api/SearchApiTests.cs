using System.Net;
using System.Text.Json;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Api;

/// <summary>Searching, at the door.</summary>
public sealed class SearchApiTests(ChatServer server) : IClassFixture<ChatServer>
{
    private const string Messages = "/api/partner-messages";

    [Theory]
    [InlineData("QUINCE", "The market still has quinces.")]
    [InlineData("cafe creme", "Un café crème, s’il te plaît")]
    [InlineData("بتسلم", "تيتا بتسلّم عليكِ كتير")]
    [InlineData("明", "明天见")]
    [InlineData("👧", "👩‍👩‍👧")]
    public async Task Search_APieceOfAWord_FindsTheMessage(string q, string content)
    {
        using var couple = await ApiCouple.JoinAsync(server);
        await couple.SayAsync("something else");
        var id = await couple.SayAsync(content);

        var answer = await SearchAsync(couple, couple.B, q);

        Assert.Equal([id], IdsOf(answer));
        Assert.False(answer["has_more"].GetBoolean());
    }

    [Fact]
    public async Task Search_PageByPage_IsNewestFirstAndEachOnce()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        for (var i = 1; i <= 7; i++) await couple.SayAsync($"word {i}");

        var first = await SearchAsync(couple, couple.A, "word", "&limit=3");
        var second = await SearchAsync(couple, couple.A, "word", $"&limit=3&before={LastTimeOf(first)}");
        var third = await SearchAsync(couple, couple.A, "word", $"&limit=3&before={LastTimeOf(second)}");
        var none = await SearchAsync(couple, couple.A, "word", $"&limit=3&before={LastTimeOf(third)}");

        Assert.Equal(["word 7", "word 6", "word 5", "word 4", "word 3", "word 2", "word 1"], new[] { first, second, third }.SelectMany(TextsOf));
        Assert.Equal([true, true, false, false], new[] { first, second, third, none }.Select(a => a["has_more"].GetBoolean()));
        Assert.Empty(IdsOf(none));
    }

    [Fact]
    public async Task Search_DeletedOrEdited_IsFoundByWhatIsThereOnly()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var (deleted, edited) = (await couple.SayAsync("a secret quince"), await couple.SayAsync("another secret"));

        await couple.A.SendAsync(HttpMethod.Delete, $"{Messages}/messages/{deleted}");
        await couple.A.SendAsync(HttpMethod.Patch, $"{Messages}/messages/{edited}", new { content = "a quince" });

        Assert.Empty(IdsOf(await SearchAsync(couple, couple.B, "secret")));
        Assert.Equal([edited], IdsOf(await SearchAsync(couple, couple.B, "quince")));
    }

    [Theory]
    [InlineData("", "q")]
    [InlineData("&q=", "q")]
    [InlineData("&q=%20%0A", "q")]
    [InlineData("&q=%00", "q")]
    [InlineData("&q=%CC%81", "q")]
    [InlineData("&q=x&limit=0", "limit")]
    [InlineData("&q=x&limit=101", "limit")]
    [InlineData("&q=x&before=yesterday", "before")]
    public async Task Search_OfNoForm_SaysWhichFieldIsWrong(string query, string field)
    {
        using var couple = await ApiCouple.JoinAsync(server);

        var answer = await couple.A.GetAsync($"{Messages}/search?conversation_id={couple.ConversationId}{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([field], answer["errors"].EnumerateObject().Select(e => e.Name));
    }

    [Theory]
    [InlineData(SearchService.MaxLength, HttpStatusCode.OK)]
    [InlineData(SearchService.MaxLength + 1, HttpStatusCode.BadRequest)]
    public async Task Search_LongWords_AreCountedInCodePoints(int length, HttpStatusCode status)
    {
        using var couple = await ApiCouple.JoinAsync(server);

        var answer = await SearchAsync(couple, couple.A, $" {string.Concat(Enumerable.Repeat("😀", length))} ");

        Assert.Equal(status, answer.Status);
    }

    private static Task<ApiAnswer> SearchAsync(ApiCouple couple, ApiClient by, string q, string more = "") =>
        by.GetAsync($"{Messages}/search?conversation_id={couple.ConversationId}&q={Uri.EscapeDataString(q)}{more}");

    private static IEnumerable<string?> IdsOf(ApiAnswer answer) => answer["messages"].EnumerateArray().Select(m => m.GetProperty("id").GetString());

    private static IEnumerable<string?> TextsOf(ApiAnswer answer) => answer["messages"].EnumerateArray().Select(m => m.GetProperty("content").GetString());

    private static string? LastTimeOf(ApiAnswer answer) => answer["messages"].EnumerateArray().Last().GetProperty("sent_at").GetString();
}
