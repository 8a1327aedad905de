using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Api.Realtime;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Api.Authorization;

/// <summary>The tables name all that there is, and nothing else.</summary>
public sealed class TableTests(ChatServer server) : IClassFixture<ChatServer>
{
    [Fact]
    public void Routes_OfTheApi_AreAllInTheTable()
    {
        var there = Endpoints().Where(e => e.Pattern.StartsWith("/api", StringComparison.Ordinal)).Select(e => $"{e.Method} {e.Pattern}");

        var named = RouteTable.Cases.Select(c => $"{c.Method} {c.Pattern}").Concat(FrameTable.Routes);

        Assert.Equal(there.Distinct().Order(StringComparer.Ordinal), named.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Routes_OfPages_AreAllInTheTable()
    {
        // What begins with an underscore is the framework's; what writes nothing and asks for nobody is open to all.
        var there = Endpoints()
            .Where(e => !e.Pattern.StartsWith("/api", StringComparison.Ordinal) && !e.Pattern.StartsWith("/_", StringComparison.Ordinal))
            .Where(e => e.IsPage || e.IsForSomebody || e.Method is "POST" or "PUT" or "PATCH" or "DELETE");

        Assert.Equal(
            there.Select(e => e.IsPage ? $"page {e.Pattern}" : $"{e.Method} {e.Pattern}").Distinct().Order(StringComparer.Ordinal),
            PageTable.Cases.Select(c => c.Route).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Frames_OfClients_AreAllInTheTable()
    {
        var there = typeof(ClientFrame).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => (string)a.TypeDiscriminator!);

        Assert.Equal(there.Order(StringComparer.Ordinal), FrameTable.Cases.Select(c => c.Type).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Actions_OfCircuits_AreAllInTheTable()
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var there = typeof(ChatService).Assembly.GetTypes().SelectMany(t => t.GetMethods(all))
            .Where(m => m.GetCustomAttribute<JSInvokableAttribute>() is not null)
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}");

        Assert.Equal(there.Order(StringComparer.Ordinal), CircuitTable.Cases.Select(c => c.Action).Distinct().Order(StringComparer.Ordinal));
    }

    private IEnumerable<(string Method, string Pattern, bool IsPage, bool IsForSomebody)> Endpoints()
    {
        _ = server.BaseUrl;
        foreach (var endpoint in server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = $"/{endpoint.RoutePattern.RawText!.Trim('/')}";
            var isPage = endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"])
                yield return (method, pattern, isPage, endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null);
        }
    }
}
