using System.Data.Common;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Diagnostics;
using MudBlazor.Services;
using PartnerChat.Web.Components.Account;
using PartnerChat.Web.Components.Admin.Auditing;
using PartnerChat.Web.Components.Chat;
using PartnerChat.Web.Components.Development;
using PartnerChat.Web.Components.Invite;
using PartnerChat.Web.Components.Landing;
using PartnerChat.Web.Components.Settings;
using PartnerChat.Web.Components.Settings.Access;
using PartnerChat.Web.Resources;
using PartnerChat.Web.Security;

namespace PartnerChat.Web.Components;

/// <summary>The pages: their services, their part of the pipeline, their routes.</summary>
internal static class Pages
{
    private const long LargestHubMessage = 128 * 1024;
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(5);

    public static void AddPages(this IServiceCollection services)
    {
        services.AddLanguages();
        services.AddMudServices();
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddScoped<CircuitConnection>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitConnection>());
        services.AddScoped<CircuitSignIn>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitSignIn>());
        services.AddScoped<AccountRegistration>();
        services.AddScoped<AccountSignIn>();
        services.AddSingleton<InviteCookie>();
        services.AddSingleton<InviteLinks>();
        services.AddSingleton<PersistentComponentStateSerializer<ChatSnapshot>, SnapshotSerializer>();
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(o =>
        {
            // A circuit that resumes sends its state back as one message; with the default of 32 kB that fails.
            o.MaximumReceiveMessageSize = LargestHubMessage;
            // A line that died without a word is noticed within this, and presence and typing end; js/connection.js has the browser's side.
            o.KeepAliveInterval = KeepAlive;
            o.ClientTimeoutInterval = 3 * KeepAlive;
        });
        CircuitJson.Use(services);
    }

    /// <summary>A page for what is not there and for what broke, where somebody asked for a page.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            CreateScopeForErrors = true,
            // What could not be read is the client's fault, and no news. All else is noted, also where the API has an answer of its own.
            SuppressDiagnosticsCallback = fault => fault.Exception is BadHttpRequestException,
            StatusCodeSelector = StatusOf,
        });
        app.Use((context, next) =>
        {
            // The page that tells of it is read; a form that failed, its token perhaps, is not sent to it.
            if (context.Features.Get<IExceptionHandlerFeature>() is not null)
            {
                context.Request.Method = HttpMethods.Get;
                context.Features.Set<IAntiforgeryValidationFeature>(null);
            }

            return next(context);
        });
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (!IsForPage(context.Request) && context.Features.Get<IStatusCodePagesFeature>() is { } statusPages) statusPages.Enabled = false;
            return next(context);
        });
    }

    public static void MapPages(this WebApplication app)
    {
        app.UseKeptFiles();
        app.MapStaticAssets();
        app.MapAccountEndpoints();
        app.MapInviteEndpoints();
        app.MapAuditExport();
        app.MapExportEndpoints();
        app.MapDeviceEndpoints();
        app.MapDemoSignIn();
        app.MapDevelopmentMails();
        // The policy stands in our own header; without null the framework would send a second.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null);
    }

    private static int StatusOf(Exception fault) => fault switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        DbException or { InnerException: DbException } => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static bool IsForPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/_blazor")
        && !request.Path.StartsWithSegments("/health") && !request.Path.StartsWithSegments("/openapi");
}
