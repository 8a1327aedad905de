using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;

namespace PartnerChat.Web.Security;

/// <summary>
/// Stands before everything that is the admin's: below <c>/admin</c>, or with the admin's policy anywhere. An admin whose sign-in used no
/// second factor gets, instead of whatever was asked for, the page that says how to set it up.
/// </summary>
internal sealed class AdminGate(RequestDelegate next, AdminAccess access, EndpointDataSource endpoints)
{
    private const string SetUpPath = "/admin/second-factor";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!IsAdmins(context) || IsSetUp(context.GetEndpoint()) || await access.FindAsync(context.User, context.RequestAborted) != AdminStanding.NeedsSecondFactor)
        {
            await next(context);
            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        context.Request.RouteValues.Clear();
        context.SetEndpoint(endpoints.Endpoints.Single(IsSetUp));
        await next(context);
    }

    private static bool IsAdmins(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase)
        || context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == AccountSecurity.AdminPolicy) == true;

    private static bool IsSetUp(Endpoint? endpoint) =>
        endpoint is RouteEndpoint { RoutePattern.RawText: { } path } && $"/{path.Trim('/')}" == SetUpPath && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
}
