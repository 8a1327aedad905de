namespace PartnerChat.Web.Components.Layout;

/// <summary>From where somebody comes, as the audit log has it.</summary>
internal static class VisitorAddress
{
    public static string? Of(HttpContext http) => http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4().ToString() : http.Connection.RemoteIpAddress?.ToString();
}
