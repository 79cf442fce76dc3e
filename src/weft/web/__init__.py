"""The pages people click: views, forms and templates of each step. Views decide nothing and query nothing."""
