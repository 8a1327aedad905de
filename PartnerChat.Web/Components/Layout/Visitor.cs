namespace PartnerChat.Web.Components.Layout;

/// <summary>What the document knows of a visitor and hands to its pages: a circuit has neither cookies nor an address.</summary>
/// <param name="Theme">The theme that they chose, or null for the system's.</param>
/// <param name="Address">From where they came, as the server sees it; to the admin's pages alone.</param>
/// <param name="Zone">Their time zone, by name; to the admin's pages alone.</param>
internal sealed record Visitor(string? Theme, string? Address, string? Zone);
