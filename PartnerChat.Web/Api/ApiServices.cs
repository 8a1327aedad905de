using System.Text.Json.Serialization;
using PartnerChat.Web.Api.Contracts;
using PartnerChat.Web.Api.Documents;
using PartnerChat.Web.Api.Realtime;

namespace PartnerChat.Web.Api;

/// <summary>The API: its services, its part of the pipeline, its routes.</summary>
internal static class ApiServices
{
    public static void AddApi(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        // The first writer that can, writes.
        services.AddSingleton<IProblemDetailsWriter, ApiProblems>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ApiExceptions>();
        services.AddValidation();
        services.AddSingleton<ApiRequestLimiter>();
        services.AddRealtime();
        // What is thrown says which field could not be read; without, it is a bare 400.
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            o.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            o.SerializerOptions.Converters.Add(new MicrosecondConverter());
        });
        if (builder.Environment.IsDevelopment()) services.AddApiDocument();
    }

    /// <summary>Gives every refusal under <c>/api</c> its form, of whatever comes after this in the pipeline.</summary>
    public static void UseApiProblems(this WebApplication app) =>
        app.UseWhen(ApiPath.Is, api => api.UseStatusCodePages(pages => new ApiProblem(pages.HttpContext.Response.StatusCode).ExecuteAsync(pages.HttpContext)));

    /// <summary>What is asked of every call; to come after authentication.</summary>
    public static void UseApi(this WebApplication app)
    {
        app.UseMiddleware<ApiGate>();
        app.UseWhen(context => context.Request.Path.StartsWithSegments(RealtimeApi.Path), realtime =>
        {
            realtime.UseGatheredUpgrade();
            realtime.UseWebSockets();
        });
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(ApiPath.Root).RequireAuthorization().DisableCookieRedirect();
        api.MapRelationshipsApi();
        api.MapPartnerMessagesApi();
        api.MapAuthApi();
        api.MapTicketApi();
        api.MapRealtimeApi();
        // The routes would choose by content type, and send what has another to "not there": the gate has looked at it.
        ((IEndpointConventionBuilder)api).Finally(endpoint => RemoveAccepts(endpoint.Metadata));
        app.Map($"{ApiPath.Root}/{{**rest}}", () => new ApiProblem(StatusCodes.Status404NotFound)).AllowAnonymous().ExcludeFromDescription().WithDisplayName("Nothing there");
        if (app.Environment.IsDevelopment()) app.MapApiDocument();
    }

    private static void RemoveAccepts(IList<object> metadata)
    {
        for (var i = metadata.Count - 1; i >= 0; i--)
        {
            if (metadata[i] is Microsoft.AspNetCore.Http.Metadata.IAcceptsMetadata) metadata.RemoveAt(i);
        }
    }
}
