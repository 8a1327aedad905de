using System.Net;
using System.Text.Json;
using PartnerChat.Tests.Fixtures;

namespace PartnerChat.Tests.Web.Api;

public sealed class RelationshipsApiTests(ChatServer server) : IClassFixture<ChatServer>
{
    private const string Relationships = "/api/relationships";

    [Fact]
    public async Task Relationship_FromInvitationToBoth_IsToldToEach()
    {
        using var a = await SignInAsync();
        using var b = await SignInAsync();

        var started = await a.PostAsync(Relationships, new { display_name = " Nora " });
        var alone = await a.GetAsync($"{Relationships}/current");
        var accepted = await b.PostAsync($"{Relationships}/accept", new { invite_code = started["invite_code"].GetString(), display_name = "Sami" });
        var current = await a.GetAsync($"{Relationships}/current");

        Assert.Equal((HttpStatusCode.Created, "partner_a"), (started.Status, started["partner_id"].GetString()));
        Assert.Equal(JsonValueKind.Null, alone["partner_names"].GetProperty("partner_b").ValueKind);
        Assert.Equal((HttpStatusCode.OK, "partner_b"), (accepted.Status, accepted["partner_id"].GetString()));
        Assert.Equal($$$"""{"relationship_id":"{{{started["relationship_id"]}}}","partner_id":"partner_a","partner_names":{"partner_a":"Nora","partner_b":"Sami"}}""", current.Text);
    }

    [Fact]
    public async Task Invite_Renewed_VoidsTheFormer()
    {
        using var a = await SignInAsync();
        using var b = await SignInAsync();
        var first = (await a.PostAsync(Relationships, new { display_name = "Nora" }))["invite_code"].GetString();

        var renewed = await a.PostAsync($"{Relationships}/invite");
        var former = await b.PostAsync($"{Relationships}/accept", new { invite_code = first, display_name = "Sami" });
        var latter = await b.PostAsync($"{Relationships}/accept", new { invite_code = renewed["invite_code"].GetString(), display_name = "Sami" });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.OK), (renewed.Status, former.Status, latter.Status));
        ApiProblemTests.AssertProblem(await a.PostAsync($"{Relationships}/invite"), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Accept_OwnCodeOrTakenCaller_IsAConflict()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        using var a = await SignInAsync();
        var code = (await a.PostAsync(Relationships, new { display_name = "Nora" }))["invite_code"].GetString();

        ApiProblemTests.AssertProblem(await a.PostAsync($"{Relationships}/accept", new { invite_code = code, display_name = "Nora" }), HttpStatusCode.Conflict);
        ApiProblemTests.AssertProblem(await couple.B.PostAsync($"{Relationships}/accept", new { invite_code = code, display_name = "Sami" }), HttpStatusCode.Conflict);
        ApiProblemTests.AssertProblem(await a.PostAsync(Relationships, new { display_name = "Nora" }), HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no code")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Accept_UnknownCode_IsNotFound(string code)
    {
        using var client = await SignInAsync();

        ApiProblemTests.AssertProblem(await client.PostAsync($"{Relationships}/accept", new { invite_code = code, display_name = "Sami" }), HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u200B")]
    [InlineData("a\0b")]
    [InlineData("123456789012345678901234567890123456789012345678901")]
    public async Task Start_NameThatIsNone_NamesTheField(string name)
    {
        using var client = await SignInAsync();

        var answer = await client.PostAsync(Relationships, new { display_name = name });

        ApiProblemTests.AssertProblem(answer, HttpStatusCode.BadRequest);
        Assert.Single(answer["errors"].GetProperty("display_name").EnumerateArray());
    }

    [Theory]
    [InlineData("GET", "current")]
    [InlineData("POST", "invite")]
    public async Task Relationship_OfSomebodyInNone_IsNotFound(string method, string route)
    {
        using var client = await SignInAsync();

        ApiProblemTests.AssertProblem(await client.SendAsync(new HttpMethod(method), $"{Relationships}/{route}"), HttpStatusCode.NotFound);
    }

    private async Task<ApiClient> SignInAsync() => await ApiClient.SignInAsync(server, await server.NewAccountAsync());
}
