using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CsCheck;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Tests.Web.Api.Authorization;

namespace PartnerChat.Tests.Web.Api.Noise;

/// <summary>Whatever a partner sends: no fault of ours, every refusal in its one form, and nothing of it reaches others.</summary>
public sealed class RandomRequestTests(ChatServer server) : IClassFixture<ChatServer>
{
    private static readonly int Count = Campaign.Count(2_000);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_AtRandom_AreAnsweredOrRefusedInForm()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await nora.SendAsync("before");
        using var scene = await Scene.SetAsync(server, Actor.PartnerA);
        // What locks out by guesses at a password is not to end this.
        var target = scene.Target with { Email = (await server.NewAccountAsync()).Email };

        await Shots.At(target).SampleAsync(shot => ShootAsync(scene, shot), iter: Count, threads: 1);

        await sami.SendAsync("after");
        Assert.Equal(["before", "after"], await nora.ReadHistoryAsync());
    }

    private static async Task ShootAsync(Scene scene, Shot shot)
    {
        using var request = shot.ToRequest();
        using var response = await scene.Http.SendAsync(request, Ct);
        var text = await response.Content.ReadAsStringAsync(Ct);

        Assert.True((int)response.StatusCode < 500, $"{(int)response.StatusCode} {text}");
        // Its session has ended: the next shots should hit too.
        if (response.IsSuccessStatusCode && shot.Address.Contains("logout", StringComparison.OrdinalIgnoreCase)) await SignInAgainAsync(scene);
        else Assert.True(response.StatusCode != HttpStatusCode.Unauthorized || IsOpenToAll(shot), "Signed out.");
        if (response.StatusCode < HttpStatusCode.BadRequest || shot.Method == "HEAD") return;
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.Equal((int)response.StatusCode, (int)problem["status"]!);
        Assert.Equal(response.StatusCode == HttpStatusCode.BadRequest, problem.ContainsKey("errors"));
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
    }

    // A password or a token that is none is a 401 too.
    private static bool IsOpenToAll(Shot shot) => shot.Address.Contains("/auth/", StringComparison.OrdinalIgnoreCase);

    private static async Task SignInAgainAsync(Scene scene)
    {
        scene.Http.DefaultRequestHeaders.Authorization = null;
        var caller = await new ApiCaller(scene.Http).SignInAsync(scene.Account!.Email);
        scene.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", caller.AccessToken);
    }
}
